/**
 * What the library needs of a file system. Node's stands behind it here; a page in a browser gives its own with `setFiles`
 * (reading packages from its server, writing to its own store).
 */
export interface Files {
  /** @throws Error when there is no such file. */
  read(path: string): Promise<Uint8Array>;
  /** The whole file appears at once: written under a temporary name, then renamed. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Where a file inside an installed npm package is. */
  locateInPackage(packageName: string, file: string): Promise<string>;
}

let files: Files | undefined;

export function setFiles(implementation: Files): void {
  files = implementation;
}

export async function getFiles(): Promise<Files> {
  files ??= (await import('./node-files.ts')).nodeFiles;
  return files;
}
