/** The one token set, by TDesign's names: what web and mini-program draw with. `--yx-*` are ours, where TDesign has no name. */

/** A token's value in light and in dark. */
export type Token = readonly [light: string, dark: string];

/** Where a text token is meant to stand, so that its contrast can be checked: text name → grounds it is read on. */
export type Ground = Record<string, readonly string[]>;

const both = (value: string): Token => [value, value];

/**
 * Colours. TDesign's defaults fail WCAG AA as text for warning, success, error, placeholder and dark brand; those are
 * corrected here and nowhere else.
 */
export const colors: Record<string, Token> = {
  '--td-brand-color': ['#0052d9', '#4582e6'],
  '--td-brand-color-hover': ['#366ef4', '#2667d4'],
  '--td-brand-color-active': ['#003cab', '#699ef5'],
  '--td-brand-color-focus': ['#d9e1ff', '#173463'],
  '--td-brand-color-disabled': ['#b5c7ff', '#143975'],
  '--td-brand-color-light': ['#f2f3ff', '#1b2f51'],
  '--td-brand-color-light-hover': ['#d9e1ff', '#173463'],
  '--td-brand-color-light-active': ['#d9e1ff', '#173463'],
  /** Ground of filled buttons; white text stands on it. */
  '--td-brand-solid': ['#0052d9', '#2667d4'],
  '--td-brand-solid-hover': ['#003cab', '#1f5ac0'],
  '--td-warning-color': ['#e37318', '#cf6e2d'],
  '--td-warning-color-text': ['#a84e00', '#f0a26b'],
  '--td-warning-color-light': ['#fff1e9', '#4f2a1d'],
  '--td-warning-color-focus': ['#ffd9c2', '#582f21'],
  '--td-success-color': ['#2ba471', '#059465'],
  '--td-success-color-text': ['#00703c', '#56c08d'],
  '--td-success-color-light': ['#e3f9e9', '#193a2a'],
  '--td-success-color-focus': ['#c6f3d7', '#1a4230'],
  '--td-error-color': ['#d54941', '#c64751'],
  '--td-error-color-text': ['#b3261e', '#f28b82'],
  '--td-error-color-light': ['#fff0ed', '#472324'],
  '--td-error-color-focus': ['#ffd8d2', '#5e2a2d'],
  '--td-error-solid': ['#c9353f', '#c23b3b'],
  '--td-success-solid': ['#00703c', '#0d7a55'],
  '--td-bg-color-page': ['#eeeeee', '#181818'],
  '--td-bg-color-container': ['#ffffff', '#242424'],
  '--td-bg-color-container-hover': ['#f3f3f3', '#2c2c2c'],
  '--td-bg-color-container-active': ['#e7e7e7', '#383838'],
  '--td-bg-color-container-select': ['#f2f3ff', '#1b2f51'],
  '--td-bg-color-secondarycontainer': ['#f3f3f3', '#2c2c2c'],
  '--td-bg-color-secondarycontainer-hover': ['#e7e7e7', '#383838'],
  '--td-bg-color-component': ['#e7e7e7', '#383838'],
  '--td-bg-color-component-hover': ['#dcdcdc', '#4b4b4b'],
  '--td-bg-color-component-disabled': ['#eeeeee', '#2c2c2c'],
  '--td-text-color-primary': ['rgba(0, 0, 0, 0.9)', 'rgba(255, 255, 255, 0.9)'],
  '--td-text-color-secondary': ['rgba(0, 0, 0, 0.6)', 'rgba(255, 255, 255, 0.64)'],
  '--td-text-color-placeholder': ['rgba(0, 0, 0, 0.56)', 'rgba(255, 255, 255, 0.56)'],
  '--td-text-color-disabled': ['rgba(0, 0, 0, 0.4)', 'rgba(255, 255, 255, 0.4)'],
  '--td-text-color-anti': ['#ffffff', '#ffffff'],
  '--td-text-color-brand': ['#0052d9', '#7daaf7'],
  '--td-text-color-link': ['#0052d9', '#7daaf7'],
  '--td-border-level-1-color': ['#e7e7e7', '#383838'],
  '--td-border-level-2-color': ['#dcdcdc', '#5e5e5e'],
  '--td-component-stroke': ['#e7e7e7', '#383838'],
  '--td-component-border': ['#dcdcdc', '#5e5e5e'],
  /** The edge of a field one types in; 3 : 1 against its ground, as WCAG 1.4.11 wants. */
  '--td-field-border': ['#8b8b8b', '#8b8b8b'],
  '--td-mask-active': ['rgba(0, 0, 0, 0.6)', 'rgba(0, 0, 0, 0.6)'],
  '--td-scrollbar-color': ['rgba(0, 0, 0, 0.2)', 'rgba(255, 255, 255, 0.2)'],
  /** The speaker's own bubble, and a staff note. */
  '--yx-bubble-own': ['#d9e1ff', '#173463'],
  '--yx-bubble-other': ['#ffffff', '#242424'],
  '--yx-bubble-note': ['#fff1e9', '#3b2a1d'],
  '--yx-focus-ring': ['#0052d9', '#96bbf8'],
  /** Grounds of channel marks; white letters stand on them. */
  '--yx-channel-web': ['#0052d9', '#2667d4'],
  '--yx-channel-app': ['#4b5b76', '#56678a'],
  '--yx-channel-miniprogram': ['#00703c', '#0d7a55'],
  '--yx-channel-wechat': ['#a84e00', '#a75d2b'],
  '--yx-channel-sms': ['#00677a', '#0b7285'],
  '--yx-channel-phone': ['#7b3db8', '#8a4fc7'],
  /** Grounds of initials in round pictures. */
  '--yx-face-1': both('#b3261e'),
  '--yx-face-2': both('#0052d9'),
  '--yx-face-3': both('#a84e00'),
  '--yx-face-4': both('#7b3db8'),
  '--yx-face-5': both('#006c75'),
  '--yx-face-6': both('#855300'),
  '--yx-face-7': both('#00703c'),
  '--yx-face-8': both('#4b5b76'),
};

/** Shadows, which are darker in the dark. */
export const shadows: Record<string, Token> = {
  '--td-shadow-1': [
    '0 1px 10px rgba(0, 0, 0, 0.05), 0 4px 5px rgba(0, 0, 0, 0.08), 0 2px 4px -1px rgba(0, 0, 0, 0.12)',
    '0 4px 6px rgba(0, 0, 0, 0.3), 0 1px 10px rgba(0, 0, 0, 0.3), 0 2px 4px rgba(0, 0, 0, 0.4)',
  ],
  '--td-shadow-2': [
    '0 3px 14px 2px rgba(0, 0, 0, 0.05), 0 8px 10px 1px rgba(0, 0, 0, 0.06), 0 5px 5px -3px rgba(0, 0, 0, 0.1)',
    '0 8px 10px rgba(0, 0, 0, 0.36), 0 3px 14px rgba(0, 0, 0, 0.3), 0 5px 5px rgba(0, 0, 0, 0.4)',
  ],
  '--td-shadow-3': [
    '0 6px 30px 5px rgba(0, 0, 0, 0.05), 0 16px 24px 2px rgba(0, 0, 0, 0.06), 0 8px 10px -5px rgba(0, 0, 0, 0.1)',
    '0 16px 24px rgba(0, 0, 0, 0.4), 0 6px 30px rgba(0, 0, 0, 0.36), 0 8px 10px rgba(0, 0, 0, 0.5)',
  ],
};

/** Measures, the same in light and dark; only for the web (the mini-program has TDesign's rpx ones). */
export const measures: Record<string, string> = {
  '--td-radius-small': '3px',
  '--td-radius-default': '6px',
  '--td-radius-medium': '6px',
  '--td-radius-large': '9px',
  '--td-radius-extraLarge': '12px',
  '--td-radius-round': '999px',
  '--td-comp-margin-xs': '4px',
  '--td-comp-margin-s': '8px',
  '--td-comp-margin-m': '12px',
  '--td-comp-margin-l': '16px',
  '--td-comp-margin-xl': '20px',
  '--td-comp-margin-xxl': '24px',
  '--td-font-family':
    "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
  '--td-font-family-mono': "ui-monospace, 'SF Mono', Consolas, 'Noto Sans Mono CJK SC', monospace",
  '--td-font-size-body-small': '12px',
  '--td-font-size-body-medium': '13px',
  '--td-font-size-body-large': '14px',
  '--td-font-size-title-small': '14px',
  '--td-font-size-title-medium': '15px',
  '--td-font-size-title-large': '20px',
  '--td-line-height': '1.55',
  '--td-duration-fast': '120ms',
  '--td-duration-base': '200ms',
};

const surfaces = [
  '--td-bg-color-page',
  '--td-bg-color-container',
  '--td-bg-color-container-hover',
  '--td-bg-color-secondarycontainer',
] as const;

/** Every text colour with every ground it is used on: 4.5 : 1 everywhere (3 : 1 for edges). */
export const readOn: Ground = {
  '--td-text-color-primary': [
    ...surfaces,
    '--td-bg-color-container-active',
    '--td-bg-color-component',
    '--yx-bubble-own',
    '--yx-bubble-other',
    '--yx-bubble-note',
    '--td-brand-color-light',
    '--td-warning-color-light',
    '--td-success-color-light',
    '--td-error-color-light',
  ],
  '--td-text-color-secondary': [...surfaces, '--yx-bubble-own', '--yx-bubble-note', '--td-bg-color-container-select'],
  '--td-text-color-placeholder': [...surfaces],
  '--td-text-color-brand': [...surfaces, '--td-brand-color-light', '--yx-bubble-own'],
  '--td-text-color-link': [...surfaces, '--td-brand-color-light', '--yx-bubble-own', '--yx-bubble-note'],
  '--td-warning-color-text': [...surfaces, '--td-warning-color-light'],
  '--td-success-color-text': [...surfaces, '--td-success-color-light'],
  '--td-error-color-text': [...surfaces, '--td-error-color-light'],
  '--td-text-color-anti': [
    '--td-brand-solid',
    '--td-brand-solid-hover',
    '--td-error-solid',
    '--td-success-solid',
    ...Object.keys(colors).filter((name) => name.startsWith('--yx-channel-') || name.startsWith('--yx-face-')),
  ],
};

/** Edges and rings that must be told from their ground. */
export const edgesOn: Ground = {
  '--td-field-border': ['--td-bg-color-container', '--td-bg-color-secondarycontainer'],
  '--yx-focus-ring': [...surfaces, '--yx-bubble-own'],
};
