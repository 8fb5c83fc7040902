import { signal } from '@preact/signals';

export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'lesson'; readonly id: string }
  | { readonly view: 'assignment'; readonly name: string }
  | { readonly view: 'unknown'; readonly hash: string };

/** The view stands in the address's fragment, so the page works below any prefix and on a static host. */
export function parseRoute(hash: string): Route {
  const [view, name, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (!view) return { view: 'home' };
  if (view === 'lesson' && name && rest.length === 0) return { view, id: name };
  if (view === 'assignment' && name && rest.length === 0) return { view, name };
  return { view: 'unknown', hash };
}

export const links = {
  home: '#/',
  lesson: (id: string): string => `#/lesson/${encodeURIComponent(id)}`,
  assignment: (name: string): string => `#/assignment/${encodeURIComponent(name)}`,
};

export const route = signal<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  // A fragment of another form is an anchor in a text, not a view.
  if (location.hash === '' || location.hash.startsWith('#/')) route.value = parseRoute(location.hash);
});
