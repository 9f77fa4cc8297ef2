/** Signs that stage 2 leaves in style sheets for the running phone to fill in; none needs escaping in CSS. */
export const MARK = {
  /** Before each class name: the scope of the component the sheet belongs to. */
  prefix: 'mp_scope_',
  /** The component's scope as an attribute value, for `:host`. */
  scope: 'mp_host_scope',
  /** Before a number of rpx … */
  rpx: 'mp_rpx(',
  /** … and after it. */
  end: ')',
} as const;
