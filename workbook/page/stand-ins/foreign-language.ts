// Stands in for CodeMirror's languages that no cell of a lesson is written in (vite.config.ts, courseLanguagesOnly).
export {};
