/** The kind of the panel with a map, by which VS Code brings it back. */
export const MAP_PANEL = 'logtoAccess.map';
