// JupyterLab's modules import these names for toolbars and settings forms made of web components, which this page never shows.
// They would weigh 100 kB; vite.config.ts puts this module in their place. What would draw one of them fails loudly.
function refuse(name: string) {
  return (): never => {
    throw new Error(`${name} is left out of this page: see workbook/page/vite.config.ts.`);
  };
}

// Called while JupyterLab's modules load.
export const provideJupyterDesignSystem = () => ({ register: () => undefined });
export const addJupyterLabThemeChangeListener = () => undefined;
export const jpButton = () => undefined;
export const jpToolbar = () => undefined;

export const ADDITIONAL_PROPERTY_FLAG = '__additional_property';
export const Button = refuse('Button');
export const Search = refuse('Search');
export const TreeItem = refuse('TreeItem');
export const TreeView = refuse('TreeView');
export const canExpand = refuse('canExpand');
export const getTemplate = refuse('getTemplate');
export default refuse('Form');
