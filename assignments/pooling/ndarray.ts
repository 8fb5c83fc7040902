// So that a submission in this folder finds the helper beside itself, as it will where the learner keeps it.
export * from '../ndarray.ts';
