/** Style sheets come as text, with the tokens they use in front (web/build.ts). */
declare module '*.css' {
  const text: string;
  export default text;
}
/** The widget's hashed file name, written in by web/build.ts. */
declare const WIDGET_FILE: string;
/** The same of what dresses it for a site. */
declare const LOOKS_FILE: string;
/** And what opens a window of its own. */
declare const POP_OUT_FILE: string;
