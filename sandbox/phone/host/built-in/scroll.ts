import { flag, type BuiltIn, type BuiltInNode, type Properties } from './node.ts';

const SCROLL: Properties = {
  scrollX: [Boolean, false],
  scrollY: [Boolean, false],
  upperThreshold: [null, 50],
  lowerThreshold: [null, 50],
  scrollTop: [null],
  scrollLeft: [null],
  scrollIntoView: [String, ''],
  scrollIntoViewOffset: [Number, 0],
  scrollWithAnimation: [Boolean, false],
  enableBackToTop: [Boolean, false],
  enableFlex: [Boolean, false],
  enablePassive: [null],
  enhanced: [Boolean, false],
  bounces: [Boolean, true],
  showScrollbar: [Boolean, true],
  pagingEnabled: [Boolean, false],
  fastDeceleration: [Boolean, false],
  scrollAnchoring: [Boolean, false],
  type: [String, 'list'],
  reverse: [Boolean, false],
  clip: [Boolean, true],
  cacheExtent: [null],
  refresherEnabled: [Boolean, false],
  refresherThreshold: [Number, 45],
  refresherDefaultStyle: [String, 'black'],
  refresherBackground: [String, '#fff'],
  refresherTriggered: [Boolean, false],
  usingSticky: [Boolean, false],
};

const px = (value: unknown) => Number.parseFloat(String(value)) || 0;

function scrollView(node: BuiltInNode) {
  const { element } = node;
  let last = { left: 0, top: 0 };
  let atStart = true;
  let atEnd = false;
  const edges = () => {
    const vertical = node.get('scrollY') === true;
    const [at, size, full] = vertical
      ? [element.scrollTop, element.clientHeight, element.scrollHeight]
      : [element.scrollLeft, element.clientWidth, element.scrollWidth];
    const start = at <= px(node.get('upperThreshold'));
    const end = at + size >= full - px(node.get('lowerThreshold'));
    const [first, final] = vertical ? ['top', 'bottom'] : ['left', 'right'];
    if (start && !atStart) node.raise('scrolltoupper', { direction: first });
    if (end && !atEnd) node.raise('scrolltolower', { direction: final });
    atStart = start;
    atEnd = end;
  };
  element.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
    const deltaX = last.left - scrollLeft;
    const deltaY = last.top - scrollTop;
    last = { left: scrollLeft, top: scrollTop };
    node.raise('scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight, deltaX, deltaY });
    edges();
  });
  const move = (place: { top?: number; left?: number }) => {
    const behavior = node.get('scrollWithAnimation') === true ? 'smooth' : 'instant';
    element.scrollTo?.({ ...place, behavior });
  };
  const into = (id: string) => {
    const target = element.querySelector(`[mp-id="${CSS.escape(id)}"]`);
    if (target === null) return;
    const [box, frame] = [target.getBoundingClientRect(), element.getBoundingClientRect()];
    const offset = Number(node.get('scrollIntoViewOffset'));
    if (node.get('scrollY') === true) move({ top: element.scrollTop + box.top - frame.top + offset });
    if (node.get('scrollX') === true) move({ left: element.scrollLeft + box.left - frame.left + offset });
  };
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'scrollX') flag(element, 'scroll-x', value);
      if (name === 'scrollY') flag(element, 'scroll-y', value);
      if (name === 'showScrollbar') flag(element, 'hide-bar', value !== true);
      if (name === 'enableFlex') element.style.display = value === true ? 'flex' : '';
      // After the render: what is scrolled to may come with the same setData.
      if (name === 'scrollTop') setTimeout(() => move({ top: px(value) }), 0);
      if (name === 'scrollLeft') setTimeout(() => move({ left: px(value) }), 0);
      if (name === 'scrollIntoView' && value !== '') setTimeout(() => into(String(value)), 0);
      if (name === 'refresherTriggered') {
        if (value === true) node.raise('refresherrefresh', {});
        else node.raise('refresherrestore', {});
      }
    },
    attached: () => setTimeout(() => edges(), 0),
  };
}

const SWIPER: Properties = {
  current: [Number, 0],
  currentItemId: [String, ''],
  indicatorDots: [Boolean, false],
  indicatorColor: [String, ''],
  indicatorActiveColor: [String, ''],
  autoplay: [Boolean, false],
  interval: [Number, 5000],
  duration: [Number, 500],
  circular: [Boolean, false],
  vertical: [Boolean, false],
  previousMargin: [String, '0px'],
  nextMargin: [String, '0px'],
  displayMultipleItems: [Number, 1],
  snapToEdge: [Boolean, false],
  easingFunction: [String, 'default'],
};

function swiper(node: BuiltInNode) {
  const { element } = node;
  let timer: ReturnType<typeof setInterval> | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;
  const size = () => (node.get('vertical') === true ? element.clientHeight : element.clientWidth) || 1;
  const count = () => element.querySelectorAll('wx-swiper-item').length;
  const go = (index: number, behavior: ScrollBehavior) => {
    const at = index * size();
    element.scrollTo?.(node.get('vertical') === true ? { top: at, behavior } : { left: at, behavior });
  };
  element.addEventListener('scroll', () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      const at = node.get('vertical') === true ? element.scrollTop : element.scrollLeft;
      const current = Math.round(at / size());
      if (current === node.get('current')) return;
      node.set('current', current);
      node.raise('change', { current, currentItemId: '', source: 'touch' });
      node.raise('animationfinish', { current, source: 'touch' });
    }, 80);
  });
  const play = () => {
    clearInterval(timer);
    if (node.get('autoplay') !== true) return;
    timer = setInterval(
      () => go((Number(node.get('current')) + 1) % Math.max(1, count()), 'smooth'),
      Number(node.get('interval')),
    );
  };
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'vertical') flag(element, 'vertical', value);
      if (name === 'current') setTimeout(() => go(Number(value), 'instant'), 0);
      if (name === 'autoplay' || name === 'interval') play();
    },
    attached: () => setTimeout(() => go(Number(node.get('current')), 'instant'), 0),
    detached: () => {
      clearInterval(timer);
      clearTimeout(settle);
    },
  };
}

/** What scrolls: scroll-view and swiper. */
export const SCROLLS: BuiltIn[] = [
  { name: 'scroll-view', properties: SCROLL, setup: scrollView },
  { name: 'swiper', properties: SWIPER, setup: swiper },
  { name: 'swiper-item', properties: { itemId: [String, ''], skipHiddenItemLayout: [Boolean, false] } },
];
