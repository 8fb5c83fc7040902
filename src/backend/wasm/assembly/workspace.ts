/** Where this thread's own scratch memory begins; every thread has an instance of the module, hence a variable of its own. */
export let workspace: usize = 0;

export function useWorkspace(address: usize): void {
  workspace = address;
}
