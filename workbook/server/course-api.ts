/**
 * The workbook's own endpoints beside the Jupyter Server protocol, as types that the page shares. Paths are those of the contents API.
 *
 *     GET  /api/course?lang=ko|en      -> Course
 *     POST /api/course/opened          OpenedRequest -> 204
 *     GET  /api/course/file?path=…     -> FileState
 *     GET  /api/course/original?path=… -> the contents model of the course's own file, whatever the learner's copy holds
 *     POST /api/course/reset           PathRequest -> FileState
 *     POST /api/course/restore         RestoreRequest -> FileState
 *
 * Saving (PUT /api/contents/…) takes two fields more than Jupyter's: `hash` (or `last_modified`) of the file that the client had read, and
 * `force`. Where the file was changed meanwhile, the answer is 409 with a SaveConflict.
 *
 * Every refusal is JSON `{ message, reason }`: a sentence in the language of the Accept-Language header, where that is Korean or English
 * (otherwise in the workbook's), and a word that is the same in all languages.
 */
export type Language = 'ko' | 'en';

export const languages: readonly Language[] = ['ko', 'en'];

/** Whether the learner has a copy of a file, and whether it still is what the course has; a file of the learner's own is "changed". */
export type CopyState = 'none' | 'same' | 'changed';

/** How far a notebook has been run, as its saved outputs tell. */
export interface Progress {
  /** Code cells that are not empty. */
  readonly cells: number;
  /** Those with an execution count. */
  readonly executed: number;
  /** Those whose last run ended in an error. */
  readonly failed: number;
}

export interface LessonVersion {
  readonly path: string;
  /** The first heading of the notebook; its file name where it has none. */
  readonly title: string;
  /** The first paragraph below the heading, as plain text; empty where there is none. */
  readonly summary: string;
  readonly copy: CopyState;
  /** Whether the course's file is another one than when the learner's copy was made. */
  readonly courseChanged: boolean;
  readonly progress: Progress;
  /** ISO 8601, UTC; null when never opened. */
  readonly openedAt: string | null;
  /** The id of the cell at which the learner was last. */
  readonly cell: string | null;
}

export interface Lesson {
  /** The file's name without its ending, the same in all languages: "01-optimizers". */
  readonly id: string;
  readonly number: number;
  /** The version to show: in the language asked for, or the other where that is missing. */
  readonly language: Language;
  readonly versions: Partial<Record<Language, LessonVersion>>;
}

export interface AssignmentFile {
  readonly path: string;
  readonly name: string;
  readonly copy: CopyState;
  readonly courseChanged: boolean;
  readonly openedAt: string | null;
}

export interface AssignmentEntry {
  readonly name: string;
  readonly titles: Record<Language, string>;
  /** The class that a submission exports. */
  readonly className: string;
  readonly folder: string;
  readonly parts: readonly {
    readonly id: string;
    readonly titles: Record<Language, string>;
    readonly points: number;
  }[];
  /** The text, per language, where the course has it. */
  readonly texts: Partial<Record<Language, string>>;
  /** Notebooks and sources in the folder, the learner's own included. */
  readonly files: readonly AssignmentFile[];
}

export interface Course {
  readonly language: Language;
  readonly lessons: readonly Lesson[];
  readonly assignments: readonly AssignmentEntry[];
  /** The path that was opened last; null at the first visit. */
  readonly lastOpened: string | null;
}

export interface Backup {
  /** Names the backup in a RestoreRequest. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly size: number;
}

export interface FileState {
  readonly path: string;
  readonly inCourse: boolean;
  readonly copy: CopyState;
  readonly courseChanged: boolean;
  /** SHA-256 of the file that the contents API reads at this path; null where there is none. */
  readonly hash: string | null;
  /** Newest first. */
  readonly backups: readonly Backup[];
}

export interface PathRequest {
  readonly path: string;
}

export interface OpenedRequest extends PathRequest {
  readonly cell?: string;
}

export interface RestoreRequest extends PathRequest {
  readonly backup: string;
}

export interface SaveConflict {
  readonly reason: 'conflict';
  readonly message: string;
  /** The file as it is now, without its content. */
  readonly model: { readonly path: string; readonly last_modified: string; readonly hash: string };
}
