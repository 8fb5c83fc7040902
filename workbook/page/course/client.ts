import { signal } from '@preact/signals';
import type { Course, FileState, OpenedRequest, PathRequest, RestoreRequest } from '../../server/course-api.ts';
import type { Language } from '../text/index.ts';

/** A request that the server answered with a refusal. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { cache: 'no-store', credentials: 'same-origin', ...init });
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { message?: unknown };
  throw new Refused(
    response.status,
    typeof message === 'string' ? message : `${response.status} ${response.statusText}`,
  );
}

function post(path: string, body: unknown): Promise<Response> {
  return request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** The course as it was last read; shown at once while it is read again. */
export const course = signal<Course | null>(null);

export async function readCourse(language: Language): Promise<Course> {
  const response = await request(`api/course?lang=${language}`);
  const value = (await response.json()) as Course;
  course.value = value;
  return value;
}

/** Tells the server where the learner is, for "continue". */
export async function reportOpened(opened: OpenedRequest): Promise<void> {
  await post('api/course/opened', opened);
}

export async function readFileState(path: string): Promise<FileState> {
  return (await (await request(`api/course/file?path=${encodeURIComponent(path)}`)).json()) as FileState;
}

export async function resetFile(body: PathRequest): Promise<FileState> {
  return (await (await post('api/course/reset', body)).json()) as FileState;
}

export async function restoreFile(body: RestoreRequest): Promise<FileState> {
  return (await (await post('api/course/restore', body)).json()) as FileState;
}

/** A text file of the course or of the learner. */
export async function readText(path: string): Promise<string> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const { content } = (await (await request(`api/contents/${encoded}?type=file&format=text`)).json()) as {
    content: string;
  };
  return content;
}
