import type { template } from 'glass-easel';

/** A colour scheme as app.json's theme file names it. */
export type Scheme = 'light' | 'dark';

/** The window section of app.json and of a page's JSON. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
}

/** One entry of the tab bar. */
export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

/** app.json as far as the phone reads it. */
export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  entryPagePath?: string;
  window?: WindowConfig;
  tabBar?: {
    custom?: boolean;
    color?: string;
    selectedColor?: string;
    backgroundColor?: string;
    borderStyle?: string;
    list: TabItem[];
  };
  darkmode?: boolean;
}

/** A page's or component's JSON, with component paths made absolute by stage 2. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
}

/** The built mini-program in the form stage 2 hands to the phone. */
export interface Program {
  app: AppConfig;
  theme: Partial<Record<Scheme, Record<string, string>>>;
  appid: string;
  configs: Record<string, ComponentConfig>;
  /** Pictures and the like that come with the program. */
  files: string[];
  styles: Record<string, string>;
  templates: Record<string, template.ComponentTemplate['content']>;
  scripts: Record<string, (...given: unknown[]) => void>;
}

/** Every page's path, sub-packages included. */
export function pagePaths(app: AppConfig): string[] {
  return [...app.pages, ...(app.subPackages ?? []).flatMap((pack) => pack.pages.map((page) => `${pack.root}/${page}`))];
}
