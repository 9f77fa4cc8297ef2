/** Signs that stage 2 leaves in style sheets for the running phone to fill in; all from Unicode's private area. */
export const MARK = {
  /** Before each class name: the scope of the component the sheet belongs to. */
  prefix: '\ue000',
  /** The component's scope as an attribute value, for `:host`. */
  scope: '\ue001',
  /** Before a number of rpx … */
  rpx: '\ue002',
  /** … and after it. */
  end: '\ue003',
} as const;
