/** Screens as tests see them: parts that only a browser draws. */
declare module '*.vue' {
  import type { Component } from 'vue';
  const component: Component;
  export default component;
}
