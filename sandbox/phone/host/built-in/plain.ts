import { flag, pictureAddress, type BuiltIn, type BuiltInNode } from './node.ts';

const BLOCKS = ['view', 'cover-view', 'root-portal', 'page-meta', 'navigation-bar', 'match-media', 'page-container'];
const STUBS = ['web-view', 'canvas', 'video', 'movable-area', 'movable-view', 'picker-view', 'picker-view-column'];

function text(node: BuiltInNode) {
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'userSelect' || name === 'selectable') flag(node.element, 'user-select', value);
    },
    // WeChat keeps the line breaks that the text holds, `\n` written out included.
    attached: () => {
      node.element.style.whiteSpace = node.get('space') === 'nbsp' ? 'pre-wrap' : 'pre-line';
    },
  };
}

const FITS: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill', center: 'none' };

function image(node: BuiltInNode) {
  const picture = document.createElement('img');
  picture.alt = '';
  node.element.append(picture);
  const fit = () => {
    const mode = node.text('mode');
    picture.style.objectFit = FITS[mode] ?? 'fill';
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (width === 0) return;
    if (mode === 'widthFix') node.element.style.height = `${(node.element.clientWidth * height) / width}px`;
    if (mode === 'heightFix') node.element.style.width = `${(node.element.clientHeight * width) / height}px`;
  };
  picture.addEventListener('load', () => {
    fit();
    node.raise('load', { width: picture.naturalWidth, height: picture.naturalHeight });
  });
  picture.addEventListener('error', () => node.raise('error', { errMsg: `GET ${picture.src} error` }));
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'src') {
        const address = pictureAddress(String(value ?? ''), node.owner(), node.phone.files);
        if (address === '') picture.removeAttribute('src');
        else picture.src = address;
      }
      if (name === 'mode') fit();
      if (name === 'ariaLabel') picture.alt = String(value ?? '');
      if (name === 'lazyLoad') picture.loading = value === true ? 'lazy' : 'eager';
    },
  };
}

const COLORS: Record<string, string> = { success: '#09bb07', info: '#10aeff', warn: '#f76260', waiting: '#10aeff' };
const SIGNS: Record<string, string> = {
  success: '✓',
  info: 'i',
  warn: '!',
  waiting: '…',
  cancel: '✕',
  clear: '✕',
  search: '⌕',
};

function icon(node: BuiltInNode) {
  const draw = () => {
    const type = node.text('type');
    node.element.textContent = SIGNS[type] ?? '●';
    node.element.style.color = node.text('color') || (COLORS[type] ?? '#888');
    node.element.style.fontSize = `${node.text('size')}px`;
  };
  return { changed: draw, attached: draw };
}

function progress(node: BuiltInNode) {
  const bar = document.createElement('i');
  node.element.append(bar);
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'percent') bar.style.width = `${Math.min(100, Math.max(0, Number(value)))}%`;
      if (name === 'activeColor' || name === 'color') bar.style.background = String(value ?? '');
    },
  };
}

function navigator(node: BuiltInNode) {
  node.element.addEventListener('click', () => {
    const url = node.text('url');
    const types: Record<string, string> = { navigate: 'navigateTo', redirect: 'redirectTo' };
    const type = node.text('openType');
    node.phone.open(types[type] ?? type, type === 'navigateBack' ? { delta: Number(node.get('delta')) } : { url });
  });
  return undefined;
}

/** Built-in components without a life of their own, and those the phone only draws as a box. */
export const PLAIN: BuiltIn[] = [
  ...BLOCKS.map((name): BuiltIn => ({
    name,
    properties: { enable: [Boolean, true], show: [Boolean, true], pageStyle: [String, ''] },
  })),
  ...STUBS.map((name): BuiltIn => ({
    name,
    properties: { src: [String, ''], type: [String, ''], canvasId: [String, ''], value: [null] },
  })),
  {
    name: 'text',
    properties: {
      selectable: [Boolean, false],
      userSelect: [Boolean, false],
      space: [String, ''],
      decode: [Boolean, false],
      maxLines: [null],
      overflow: [String, ''],
    },
    setup: text,
  },
  {
    name: 'image',
    properties: {
      src: [String, ''],
      mode: [String, 'scaleToFill'],
      webp: [Boolean, false],
      lazyLoad: [Boolean, false],
      showMenuByLongpress: [Boolean, false],
      fadeIn: [Boolean, false],
    },
    setup: image,
  },
  { name: 'cover-image', properties: { src: [String, ''], mode: [String, 'scaleToFill'] }, setup: image },
  { name: 'icon', properties: { type: [String, ''], size: [null, 23], color: [String, ''] }, setup: icon },
  {
    name: 'progress',
    properties: {
      percent: [Number, 0],
      showInfo: [Boolean, false],
      strokeWidth: [null],
      color: [String, ''],
      activeColor: [String, ''],
      backgroundColor: [String, ''],
      active: [Boolean, false],
    },
    setup: progress,
  },
  {
    name: 'navigator',
    properties: {
      url: [String, ''],
      openType: [String, 'navigate'],
      delta: [Number, 1],
      target: [String, 'self'],
      appId: [String, ''],
      path: [String, ''],
    },
    setup: navigator,
  },
];
