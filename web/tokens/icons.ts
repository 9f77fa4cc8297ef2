/* Written by web/tokens/generate.ts from tdesign-icons-svg (MIT). */
import type { IconPiece } from './icon-paths.ts';

export const addIcon: readonly IconPiece[] = [['s', 'M12 5L12 19M19 12L5 12']];
export const arrowDownIcon: readonly IconPiece[] = [['s', 'M17.5 13.6L12 19.1L6.5 13.6M12 17.85V4.85']];
export const arrowLeftIcon: readonly IconPiece[] = [['s', 'M11 6.5L5.5 12L11 17.5M6.75 12H19.75']];
export const arrowRightIcon: readonly IconPiece[] = [['s', 'M13 17.5L18.5 12L13 6.5M17.25 12L4.25 12']];
export const arrowUpIcon: readonly IconPiece[] = [['s', 'M17.5 10.5L12 5L6.5 10.5M12 6.25V19.25']];
export const attachIcon: readonly IconPiece[] = [
  [
    's',
    'M20.5062 12.3131L12.728 20.0913C10.3848 22.4344 6.58586 22.4344 4.24271 20.0913C1.89957 17.7481 1.89956 13.9491 4.24271 11.606L12.0209 3.82782C13.583 2.26573 16.1156 2.26573 17.6777 3.82782C19.2398 5.38992 19.2398 7.92258 17.6777 9.48468L9.89957 17.2628C9.11852 18.0439 7.85219 18.0439 7.07114 17.2628C6.29009 16.4818 6.29009 15.2155 7.07114 14.4344L14.1422 7.36336',
  ],
];
export const bookIcon: readonly IconPiece[] = [
  [
    's',
    'M20.5 21.5H6.5C4.84315 21.5 3.5 20.1569 3.5 18.5C3.5 16.8431 4.84315 15.5 6.5 15.5H20.5V21.5ZM20.5 21.5V2.5H6.5C4.84315 2.5 3.5 3.84315 3.5 5.5V17.5',
  ],
  ['s', 'M11.5 6.5H16.5'],
];
export const browseIcon: readonly IconPiece[] = [
  [
    's',
    'M11.9997 4C6.86881 4 2.52275 7.36017 1.04199 12C2.52275 16.6398 6.86881 20 11.9997 20C17.1306 20 21.4766 16.6398 22.9574 12C21.4766 7.36017 17.1306 4 11.9997 4Z',
  ],
  [
    's',
    'M16 12C16 14.2091 14.2091 16 12 16C9.79086 16 8 14.2091 8 12C8 9.79086 9.79086 8 12 8C14.2091 8 16 9.79086 16 12Z',
  ],
];
export const calendarIcon: readonly IconPiece[] = [['s', 'M3 10H21M3 10V5H21V10M3 10V21H21V10M7 5V1.5M17 5V1.5']];
export const callIcon: readonly IconPiece[] = [
  [
    's',
    'M21 22C17.2007 22 13.6618 20.8848 10.6929 18.964C8.43077 17.5005 6.49953 15.5692 5.03601 13.3071C3.11515 10.3382 2 6.79932 2 3H8.77778L9.97148 8.37167L7.94713 10.396C9.28619 12.7542 11.2458 14.7138 13.604 16.0529L15.6283 14.0285L21 15.2222V22Z',
  ],
];
export const cartIcon: readonly IconPiece[] = [
  [
    's',
    'M1 2H4L7 13L6 17H21M7 21C7 21.5523 6.55228 22 6 22C5.44772 22 5 21.5523 5 21C5 20.4477 5.44772 20 6 20C6.55228 20 7 20.4477 7 21ZM21 21C21 21.5523 20.5523 22 20 22C19.4477 22 19 21.5523 19 21C19 20.4477 19.4477 20 20 20C20.5523 20 21 20.4477 21 21ZM6.99947 13H18.9995L21.9995 4H4.54492L6.99947 13Z',
  ],
];
export const chartBarIcon: readonly IconPiece[] = [
  ['s', 'M7 10H11V21H7V10Z'],
  ['s', 'M15 6H19V21H15V6Z'],
  ['s', 'M21 21H3V3'],
];
export const chatIcon: readonly IconPiece[] = [['s', 'M2.5 3H21.5V17H6.5L2.5 20.5V3Z']];
export const chatBubbleIcon: readonly IconPiece[] = [
  [
    's',
    'M12 22C17.5228 22 22 17.5228 22 12C22 6.47715 17.5228 2 12 2C6.47715 2 2 6.47715 2 12C2 14.6624 3.04042 17.0817 4.73686 18.8737L3 22H12Z',
  ],
];
export const chatMessageIcon: readonly IconPiece[] = [
  ['s', 'M2.5 3L21.5 3L21.5 17L6.5 17L2.5 20.5L2.5 3Z'],
  ['s', 'M7.00391 10L7 10L7 9.99609L7.00391 9.99609L7.00391 10Z'],
  ['s', 'M12.0039 10L12 10V9.99609L12.0039 9.99609V10Z'],
  ['s', 'M17.0039 10L17 10V9.99609L17.0039 9.99609V10Z'],
];
export const checkIcon: readonly IconPiece[] = [['s', 'M19.5708 7.37842L10.3785 16.5708L5.42871 11.6211']];
export const checkCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12Z',
  ],
  ['s', 'M16.5 9L10.5 15L7.5 12'],
];
export const checkDoubleIcon: readonly IconPiece[] = [
  [
    's',
    'M2.10059 11.4141L7.05033 16.3638L7.40389 16.0103M16.2426 7.17139L12.3535 11.0605M21.8999 7.17139L12.7076 16.3638L7.75781 11.414',
  ],
];
export const chevronDownIcon: readonly IconPiece[] = [['s', 'M17.5 9.5L12 15L6.5 9.5']];
export const chevronLeftIcon: readonly IconPiece[] = [['s', 'M14.5 17.5L9 12L14.5 6.5']];
export const chevronRightIcon: readonly IconPiece[] = [['s', 'M9.5 17.5L15 12L9.5 6.5']];
export const chevronUpIcon: readonly IconPiece[] = [['s', 'M17.5 14.5L12 9L6.5 14.5']];
export const closeIcon: readonly IconPiece[] = [
  ['s', 'M16.9503 7.05029L12.0005 12M12.0005 12L7.05078 16.9498M12.0005 12L16.9503 16.9498M12.0005 12L7.05078 7.05029'],
];
export const closeCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12Z',
  ],
  ['s', 'M15.1813 8.81836L11.9997 12M11.9997 12L8.81738 15.1823M11.9997 12L15.1813 15.1816M11.9997 12L8.81738 8.81768'],
];
export const copyIcon: readonly IconPiece[] = [
  ['s', 'M10 10H21V21H10V10Z'],
  ['s', 'M14 6.5V3L3 3L3 14H6.5'],
];
export const creditcardIcon: readonly IconPiece[] = [
  ['s', 'M22 4L2 4M22 4V20H2L2 4M22 4V10H2L2 4'],
  ['s', 'M9 15L6 15'],
];
export const deleteIcon: readonly IconPiece[] = [
  ['s', 'M21 5H3M5 5H19L18.5 22H5.5L5 5ZM8.5 2H15.5V5H8.5V2Z'],
  ['s', 'M12 9V18'],
];
export const desktopIcon: readonly IconPiece[] = [['s', 'M12 17V21M8 21H16M2 4H22V17H2V4Z']];
export const editIcon: readonly IconPiece[] = [
  [
    's',
    'M14.1048 6.00427L4.78744 15.3216L3.99805 20.0001L8.67652 19.2107L17.9939 9.89336M14.1048 6.00427L17.9939 9.89336M14.1048 6.00427L17.1615 2.94727L21.0506 6.83635L17.9939 9.89336',
  ],
];
export const ellipsisIcon: readonly IconPiece[] = [
  ['s', 'M4 11.5H5V12.5H4V11.5Z'],
  ['s', 'M11.5 11.5H12.5V12.5H11.5V11.5Z'],
  ['s', 'M19 11.5H20V12.5H19V11.5Z'],
];
export const errorCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12Z',
  ],
  ['s', 'M12 7.5V13M12 16.5H12.0039V16.5039H12V16.5Z'],
];
export const fileIcon: readonly IconPiece[] = [['s', 'M14 2V8H20M14 2H15L20 7V8M14 2H4V22H20V8']];
export const filePasteIcon: readonly IconPiece[] = [
  ['s', 'M14 2V8H20M14 2H15L20 7V8M14 2H4V22H20V8'],
  ['s', 'M8.6 11H8V11.6M11.3999 11H11.9999V11.6M8 14.4004V15.0004H8.6M12 15H16V19H12V15Z'],
];
export const filterIcon: readonly IconPiece[] = [['s', 'M19.5 4H4.5L10.5 12.5V20H13.5V12.5L19.5 4Z']];
export const giftIcon: readonly IconPiece[] = [
  ['s', 'M22 21L2 21M22 21V7L2 7L2 21M22 21V15L2 15L2 21'],
  [
    's',
    'M12 4C12 5.65685 10.6569 7 9 7C7.34315 7 6 5.65685 6 4C6 2.34315 7.34315 1 9 1C10.6569 1 12 2.34315 12 4ZM12 4C12 5.65685 13.3431 7 15 7C16.6569 7 18 5.65685 18 4C18 2.34315 16.6569 1 15 1C13.3431 1 12 2.34315 12 4ZM8 11L12 7L16 11',
  ],
];
export const helpCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12Z',
  ],
  [
    's',
    'M12.0002 14.25V14C12.0002 12.8954 12.9877 12.0414 13.8553 11.3578C14.5525 10.8085 15.0002 9.95652 15.0002 9C15.0002 7.34315 13.657 6 12.0002 6C10.694 6 9.58273 6.83481 9.1709 8M12.0002 17.25H12.0041V17.2539H12.0002V17.25Z',
  ],
];
export const historyIcon: readonly IconPiece[] = [
  [
    's',
    'M2.552 13C3.0517 17.7767 7.09104 21.5 12 21.5C17.2467 21.5 21.5 17.2467 21.5 12C21.5 6.7533 17.2467 2.5 12 2.5C10.3719 2.5 8.8394 2.90957 7.5 3.63131C5.69871 4.60193 4.24661 6.13714 3.38065 8M12 7V12L14.5 14.5M2.5 3.5V8.5H7.5',
  ],
];
export const homeIcon: readonly IconPiece[] = [
  ['s', 'M9 14H15V21H9V14Z'],
  ['s', 'M3 10L12 2.5L21 10V21H3V10Z'],
];
export const imageIcon: readonly IconPiece[] = [
  ['s', 'M3 16V3H21V21H20M3 16V21H20M3 16L9 10L20 21'],
  ['s', 'M13.75 8.25a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z'],
];
export const infoCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12Z',
  ],
  ['s', 'M12 16.5L12 11M12 7.5L11.9961 7.5L11.9961 7.49609L12 7.49609L12 7.5Z'],
];
export const internetIcon: readonly IconPiece[] = [
  [
    's',
    'M3 12H21M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5229 17.5228 22 12 22C6.47715 22 2 17.5229 2 12Z',
  ],
  [
    's',
    'M11.4987 21.9877C11.6646 21.9959 11.8315 22 11.9994 22C12.1673 22 12.3342 21.9959 12.5 21.9877C17.113 16.2216 17.1129 7.77835 12.4999 2.01231C12.3341 2.00414 12.1672 2 11.9994 2C11.8315 2 11.6646 2.00414 11.4988 2.01231C6.88584 7.77835 6.88581 16.2216 11.4987 21.9877Z',
  ],
];
export const jumpIcon: readonly IconPiece[] = [
  ['s', 'M9 4L4 4L4 20L20 20L20 15'],
  ['s', 'M19.25 4.75L12 12M14 4H20L20 10'],
];
export const keyboardIcon: readonly IconPiece[] = [
  ['s', 'M2 4H22V20H2V4Z'],
  [
    's',
    'M6 16H18M5.99609 11.5H6V11.5039H5.99609V11.5ZM9.99609 11.5H10V11.5039H9.99609V11.5ZM13.9961 11.5H14V11.5039H13.9961V11.5ZM17.9961 8.5H18V8.50391H17.9961V8.5ZM17.9961 11.5H18V11.5039H17.9961V11.5ZM13.9961 8.5H14V8.50391H13.9961V8.5ZM9.99609 8.5H10V8.50391H9.99609V8.5ZM5.99609 8.5H6V8.50391H5.99609V8.5Z',
  ],
];
export const linkIcon: readonly IconPiece[] = [
  [
    's',
    'M11.6762 6.99023L13.9998 4.6666C15.4726 3.19382 17.8604 3.19382 19.3332 4.6666C20.806 6.13938 20.806 8.52723 19.3332 10L17.0096 12.3236M6.98974 11.6766L4.66611 14.0003C3.19333 15.4731 3.19333 17.8609 4.66611 19.3337C6.13889 20.8065 8.52675 20.8065 9.99953 19.3337L12.3232 17.0101M13.9985 9.99989L9.99847 14',
  ],
];
export const loadingIcon: readonly IconPiece[] = [
  [
    'f',
    'M12 2.25C6.61556 2.25 2.25 6.61556 2.25 12C2.25 17.3844 6.61556 21.75 12 21.75V19.3125C7.96142 19.3125 4.6875 16.0386 4.6875 12C4.6875 7.96142 7.96142 4.6875 12 4.6875C16.0386 4.6875 19.3125 7.96142 19.3125 12H21.75C21.75 6.61556 17.3844 2.25 12 2.25Z',
  ],
];
export const locationIcon: readonly IconPiece[] = [
  ['s', 'M20 10C20 16.5 12 22 12 22C12 22 4 16.4992 4 10C4 5.58172 7.58172 2 12 2C16.4183 2 20 5.58172 20 10Z'],
  [
    's',
    'M15 10C15 11.6569 13.6569 13 12 13C10.3431 13 9 11.6569 9 10C9 8.34315 10.3431 7 12 7C13.6569 7 15 8.34315 15 10Z',
  ],
];
export const lockOnIcon: readonly IconPiece[] = [
  ['s', 'M4.49951 11H19.4995V21H4.49951V11Z'],
  ['s', 'M6.99951 7C6.99951 4.23858 9.23809 2 11.9995 2C14.7609 2 16.9995 4.23858 16.9995 7V11H6.99951V7Z'],
  ['s', 'M9.99951 16H13.9995'],
];
export const logoWechatStrokeIcon: readonly IconPiece[] = [
  [
    'f',
    'M8.75 4.25C4.85689 4.25 2 6.88401 2 9.79408C2 11.3943 2.83472 12.8796 4.25197 13.9231C4.54488 14.1387 4.69759 14.4964 4.65074 14.8571L4.58136 15.3913L5.41173 14.9745C5.65098 14.8543 5.9284 14.8352 6.1819 14.9212C6.97088 15.1891 7.8375 15.3382 8.75 15.3382C9.00377 15.3382 9.254 15.3266 9.5 15.3042C9.50387 12.0935 12.1736 9.6258 15.4462 9.10286C15.0367 6.47982 12.332 4.25 8.75 4.25ZM17.4568 9.03026C21.0029 9.33461 24 11.9035 24 15.3112C24 16.9476 23.2887 18.413 22.1671 19.5096V21.4591C22.1671 21.8163 21.9765 22.1465 21.6671 22.3251C21.3577 22.5037 20.9765 22.5037 20.6671 22.3251L18.9424 21.3293C18.2488 21.5201 17.5119 21.6224 16.75 21.6224C13.6277 21.6224 10.8262 19.8749 9.85702 17.2784C9.49411 17.3179 9.12461 17.3382 8.75 17.3382C7.77222 17.3382 6.82917 17.2 5.94709 16.9436L3.79583 18.0236C3.4652 18.1896 3.06995 18.1595 2.76828 17.9454C2.46661 17.7312 2.30783 17.368 2.35547 17.0011L2.59463 15.1598C1.0185 13.8152 0 11.9258 0 9.79408C0 5.47576 4.0827 2.25 8.75 2.25C13.1377 2.25 17.0088 5.10087 17.4568 9.03026ZM5.24609 7.49609C5.24609 6.94381 5.69381 6.49609 6.24609 6.49609H6.25C6.80228 6.49609 7.25 6.94381 7.25 7.49609V7.5C7.25 8.05228 6.80228 8.5 6.25 8.5H6.24609C5.69381 8.5 5.24609 8.05228 5.24609 7.5V7.49609ZM10.25 7.50732C10.25 6.95504 10.6977 6.50732 11.25 6.50732H11.2539C11.8062 6.50732 12.2539 6.95504 12.2539 7.50732V7.51123C12.2539 8.06352 11.8062 8.51123 11.2539 8.51123H11.25C10.6977 8.51123 10.25 8.06352 10.25 7.51123V7.50732ZM16.75 11C16.6763 11 16.6029 11.0013 16.53 11.0037C13.5817 11.1038 11.5 13.1303 11.5 15.3112C11.5 15.5359 11.521 15.7559 11.5612 15.9704C11.9293 17.9298 14.0076 19.6224 16.75 19.6224C17.4593 19.6224 18.1322 19.5066 18.7446 19.2989C19.0172 19.2064 19.3165 19.2359 19.5658 19.3798L20.1671 19.727V19.0687C20.1671 18.7751 20.2962 18.4964 20.52 18.3064C21.4616 17.507 22 16.4444 22 15.3112C22 13.0766 19.8083 11 16.75 11ZM13.5561 13.656C13.5561 13.1037 14.0038 12.656 14.5561 12.656H14.56C15.1123 12.656 15.56 13.1037 15.56 13.656V13.6599C15.56 14.2122 15.1123 14.6599 14.56 14.6599H14.5561C14.0038 14.6599 13.5561 14.2122 13.5561 13.6599V13.656ZM17.9361 13.6599C17.9361 13.1076 18.3838 12.6599 18.9361 12.6599H18.94C19.4923 12.6599 19.94 13.1076 19.94 13.6599V13.6638C19.94 14.2161 19.4923 14.6638 18.94 14.6638H18.9361C18.3838 14.6638 17.9361 14.2161 17.9361 13.6638V13.6599Z',
  ],
];
export const logoutIcon: readonly IconPiece[] = [
  ['s', 'M15.5 16.5L20 12L15.5 7.5M18.75 12H9'],
  ['s', 'M9 20.5H4V3.5H9'],
];
export const mailIcon: readonly IconPiece[] = [['s', 'M2 4H22M2 4V20L22 20V4M2 4V7.44444L12 12.5L22 7.44444V4']];
export const menuIcon: readonly IconPiece[] = [
  ['s', 'M3 10.5V21H21V10.5M3 10.5H21M3 10.5V3H21V10.5M17 7H11M7 7H6.99609V7.00391'],
];
export const minusIcon: readonly IconPiece[] = [['s', 'M16.502 12L7.50195 12']];
export const mobileIcon: readonly IconPiece[] = [
  ['s', 'M5 2H19V22H5V2Z'],
  ['s', 'M12 18H12.0039V18.0039H12V18Z'],
];
export const modeDarkIcon: readonly IconPiece[] = [
  [
    's',
    'M20.5387 14.8522C20.0408 14.9492 19.5263 15 19 15C14.5817 15 11 11.4183 11 7C11 5.54296 11.3194 4.17663 12 3C7.02944 3 3 7.02944 3 12C3 16.9706 7.02944 21 12 21C15.9737 21 19.3459 18.4248 20.5387 14.8522Z',
  ],
  [
    's',
    'M16.625 4L16.6692 4.08081L16.75 4.125L16.6692 4.16919L16.625 4.25L16.5808 4.16919L16.5 4.125L16.5808 4.08081L16.625 4Z',
  ],
  ['s', 'M20.5 8.5L20.6768 8.82322L21 9L20.6768 9.17678L20.5 9.5L20.3232 9.17678L20 9L20.3232 8.82322L20.5 8.5Z'],
];
export const modeLightIcon: readonly IconPiece[] = [
  [
    's',
    'M19 12C19 15.866 15.866 19 12 19C8.13401 19 5 15.866 5 12C5 8.13401 8.13401 5 12 5C15.866 5 19 8.13401 19 12Z',
  ],
  ['s', 'M19.7819 19.7762L19.7791 19.779L19.7764 19.7762L19.7791 19.7734L19.7819 19.7762Z'],
  ['s', 'M23.0029 11.9961V12H22.999V11.9961H23.0029Z'],
  ['s', 'M19.7791 4.2168L19.7819 4.21956L19.7791 4.22232L19.7764 4.21956L19.7791 4.2168Z'],
  ['s', 'M11.999 0.996094H12.0029V1H11.999V0.996094Z'],
  ['s', 'M4.22525 4.21956L4.22249 4.22232L4.21973 4.21956L4.22249 4.2168L4.22525 4.21956Z'],
  ['s', 'M1.00293 11.9961V12H0.999023V11.9961H1.00293Z'],
  ['s', 'M4.22249 19.7734L4.22525 19.7762L4.22249 19.779L4.21973 19.7762L4.22249 19.7734Z'],
  ['s', 'M11.999 22.9961H12.0029V23H11.999V22.9961Z'],
];
export const moreIcon: readonly IconPiece[] = [
  ['s', 'M11.5 4H12.5V5H11.5V4Z'],
  ['s', 'M11.5 11.5H12.5V12.5H11.5V11.5Z'],
  ['s', 'M11.5 19H12.5V20H11.5V19Z'],
];
export const notificationIcon: readonly IconPiece[] = [
  ['s', 'M5 8V13L3 16V19H21V16L19 13V8C19 4.13401 15.866 1 12 1C8.13401 1 5 4.13401 5 8Z'],
  ['s', 'M8.5 19H15.5C15.5 20.933 13.933 22.5 12 22.5C10.067 22.5 8.5 20.933 8.5 19Z'],
];
export const orderAscendingIcon: readonly IconPiece[] = [
  ['s', 'M3 19H14M3 5H12M3 12H14'],
  ['s', 'M22 7L19 4L16 7M19 19L19 5.25'],
];
export const poweroffIcon: readonly IconPiece[] = [
  [
    's',
    'M7 5.125C4.87867 6.67053 3.5 9.17406 3.5 11.9996C3.5 16.694 7.30558 20.4996 12 20.4996C16.6944 20.4996 20.5 16.694 20.5 11.9996C20.5 9.17406 19.1213 6.67053 17 5.125',
  ],
  ['s', 'M12 3V11'],
];
export const queueIcon: readonly IconPiece[] = [
  ['s', 'M6.5 14H10M10 14H13.5M10 14V17.5M10 14V10.5M3 7H17V21H3V7Z'],
  ['s', 'M8.00098 3.00195L21 3.00098V17.001M21 17.001V18.001L21.001 18.002L21 17.001Z'],
];
export const refreshIcon: readonly IconPiece[] = [
  [
    's',
    'M21.448 13C20.9483 17.7767 16.909 21.5 12 21.5C8.18227 21.5 4.89052 19.248 3.38065 16M2.5 20.5V15.5H5.5M2.55176 11C3.05145 6.22334 7.09079 2.5 11.9998 2.5C15.8175 2.5 19.1092 4.75197 20.6191 8M21.4998 3.5V8.5H18.4998',
  ],
];
export const relativityIcon: readonly IconPiece[] = [
  ['s', 'M3 3H14V14H3V3Z'],
  ['s', 'M10 10H21V21H10V10Z'],
];
export const rollbackIcon: readonly IconPiece[] = [
  ['s', 'M5.75 7H14C17.3137 7 20 9.68629 20 13C20 16.3137 17.3137 19 14 19L6.5 19M8 10.5L4.5 7L8 3.5'],
];
export const rootListIcon: readonly IconPiece[] = [
  ['s', 'M21 3H3V21L21 21V3Z'],
  ['s', 'M17 8.5L7 8.5M7 12.5L13 12.5'],
];
export const searchIcon: readonly IconPiece[] = [
  ['s', 'M15.8027 15.8037L21.106 21.107'],
  [
    's',
    'M15.8033 15.8033C12.8744 18.7322 8.12563 18.7322 5.1967 15.8033C2.26777 12.8744 2.26777 8.12563 5.1967 5.1967C8.12563 2.26777 12.8744 2.26777 15.8033 5.1967C18.7322 8.12563 18.7322 12.8744 15.8033 15.8033Z',
  ],
];
export const sendIcon: readonly IconPiece[] = [['s', 'M5 12L2 20.5L21.5 12L2 3.5L5 12ZM5 12H10']];
export const serviceIcon: readonly IconPiece[] = [
  [
    's',
    'M21 12V11C21 6.02944 16.9706 2 12 2C7.02944 2 3 6.02944 3 11V12M21 12H17V18H19C20.1046 18 21 17.1734 21 16.1538V12ZM3 12H7V18H5M3 12V16.1538C3 17.1734 3.89543 18 5 18M10.25 21.5H8C6.34315 21.5 5 20.1569 5 18.5V18M10.25 21.5C10.25 21.9142 10.5858 22.25 11 22.25H13C13.4142 22.25 13.75 21.9142 13.75 21.5C13.75 21.0858 13.4142 20.75 13 20.75H11C10.5858 20.75 10.25 21.0858 10.25 21.5Z',
  ],
];
export const settingIcon: readonly IconPiece[] = [
  ['s', 'M12.0001 2L20.6604 7V17L12.0001 22L3.33984 17V7L12.0001 2Z'],
  [
    's',
    'M16 12C16 14.2091 14.2091 16 12 16C9.79086 16 8 14.2091 8 12C8 9.79086 9.79086 8 12 8C14.2091 8 16 9.79086 16 12Z',
  ],
];
export const shopIcon: readonly IconPiece[] = [
  ['s', 'M15.5 11V5.5C15.5 3.567 13.933 2 12 2C10.067 2 8.5 3.567 8.5 5.5V11M4 8H20V22H4V8Z'],
];
export const smileIcon: readonly IconPiece[] = [
  [
    's',
    'M22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12Z',
  ],
  ['s', 'M8 9V11M16 9V11M8.53516 15C9.22678 16.1956 10.5195 17 12 17C13.4806 17 14.7733 16.1956 15.4649 15'],
];
export const soundIcon: readonly IconPiece[] = [
  ['s', 'M5.99882 16.5L2 16.5L2 7.5H5.99882M5.99882 16.5L14 21V3L5.99882 7.5M5.99882 16.5L5.99882 7.5'],
  [
    's',
    'M17.9902 13.5059C18.3184 13.0719 18.4961 12.5428 18.4963 11.9987C18.4965 11.4546 18.3192 10.9254 17.9913 10.4912M20.7813 15.618C21.5689 14.5765 21.9953 13.3066 21.9957 12.0008C21.9962 10.6951 21.5707 9.42481 20.7838 8.38281',
  ],
];
export const starIcon: readonly IconPiece[] = [
  [
    's',
    'M12.0001 3.67603L14.1867 9.96648L20.8449 10.1022L15.538 14.1256L17.4665 20.4999L12.0001 16.696L6.5337 20.4999L8.46217 14.1256L3.15527 10.1022L9.81354 9.96648L12.0001 3.67603Z',
  ],
];
export const starFilledIcon: readonly IconPiece[] = [
  [
    'f',
    'M12.0012 0.63031L14.9039 8.98087L23.7427 9.16099L16.6978 14.502L19.2579 22.9639L12.0012 17.9143L4.74461 22.9639L7.30465 14.502L0.259766 9.16099L9.09859 8.98087L12.0012 0.63031Z',
  ],
];
export const storeIcon: readonly IconPiece[] = [
  ['s', 'M4.5 3.5H19.5M20 12.5V20.5M3.5 6.5H20.5L21.5 11.5V12.5H2.5V11.5L3.5 6.5ZM13 12.5V20.5H4V12.5H13Z'],
];
export const swapIcon: readonly IconPiece[] = [['s', 'M21 14.5H4L9 19.5M3 9.5L20 9.5L15 4.5']];
export const systemSumIcon: readonly IconPiece[] = [
  [
    's',
    'M15.2438 15.404C10.408 20.2398 4.96332 22.6354 3.08273 20.7549C1.20214 18.8743 3.59781 13.4296 8.43361 8.59377C13.2694 3.75797 18.7141 1.3623 20.5947 3.24289C22.4753 5.12348 20.0796 10.5682 15.2438 15.404Z',
  ],
  [
    's',
    'M8.4341 15.404C13.2699 20.2398 18.7146 22.6354 20.5952 20.7549C22.4758 18.8743 20.0801 13.4296 15.2443 8.59377C10.4085 3.75797 4.96381 1.3623 3.08322 3.24289C1.20263 5.12348 3.5983 10.5682 8.4341 15.404Z',
  ],
  ['s', 'M12 12H12.0039V12.0039H12V12Z'],
];
export const tagIcon: readonly IconPiece[] = [
  ['s', 'M10.8788 21.6066L2.39355 13.1214L11.5149 4.01475L20.0002 4L20.0002 12.5L10.8788 21.6066Z'],
  ['s', 'M15.9966 7.99976H16.0005L16.0005 8.00366L15.9966 8.00366V7.99976Z'],
];
export const taskIcon: readonly IconPiece[] = [
  ['s', 'M16 4H20V22H4V4H8M16 4V2H8V4M16 4V6H8V4'],
  ['s', 'M10 12H14M10 16H14'],
];
export const textformatBoldIcon: readonly IconPiece[] = [
  [
    's',
    'M6 12H13C15.2091 12 17 10.2091 17 8C17 5.79086 15.2091 4 13 4H6V12ZM6 12H14C16.2091 12 18 13.7909 18 16C18 18.2091 16.2091 20 14 20H6V12Z',
  ],
];
export const thumbDownIcon: readonly IconPiece[] = [
  [
    's',
    'M3 3V13M8 13V3H19.1529C19.6417 3 20.0589 3.35341 20.1393 3.8356L21.8059 13.8356C21.9075 14.4451 21.4375 15 20.8195 15H14.5V18.4586C14.5 19.9251 13.4398 21.1767 11.9932 21.4178L11.5 21.5L8 13Z',
  ],
];
export const thumbUpIcon: readonly IconPiece[] = [
  [
    's',
    'M3 21V11M8 11V21H19.1529C19.6417 21 20.0589 20.6466 20.1393 20.1644L21.8059 10.1644C21.9075 9.55487 21.4375 9 20.8195 9H14.5V5.54138C14.5 4.07486 13.4398 2.82329 11.9932 2.5822L11.5 2.5L8 11Z',
  ],
];
export const timeIcon: readonly IconPiece[] = [
  [
    's',
    'M2 12C2 6.47715 6.47715 2 12 2C17.5228 2 22 6.47715 22 12C22 17.5228 17.5228 22 12 22C6.47715 22 2 17.5228 2 12Z',
  ],
  ['s', 'M12 6.5L12 12L15 15'],
];
export const tipsIcon: readonly IconPiece[] = [['s', 'M22 3L22 18L15 18L12 21L9 18L2 18L2 3L22 3Z']];
export const translateIcon: readonly IconPiece[] = [
  [
    's',
    'M13 14H17M17 14H21M17 14V12.5M20 14C20 17.866 16.866 21 13 21M14.6736 17C15.7971 19.3649 18.2076 21 21 21M9 7.5V5C9 3.89543 8.10457 3 7 3H5C3.89543 3 3 3.89543 3 5V7.5M9 7.5V10M9 7.5H3M3 10V7.5',
  ],
  ['s', 'M13 4.5H18C19.1046 4.5 20 5.39543 20 6.5V8M5 14V19C5 20.1046 5.89543 21 7 21H8.5'],
];
export const undertakeIcon: readonly IconPiece[] = [
  [
    's',
    'M4.70063 16.5003H11.8375L18.1815 14.9143L22.0295 13.2728C22.303 13.1363 22.533 12.9262 22.6937 12.6662C22.8545 12.4062 22.9396 12.1065 22.9394 11.8008C22.9391 11.5476 22.8805 11.298 22.768 11.0711C22.6555 10.8443 22.4922 10.6465 22.2908 10.4931C22.0894 10.3397 21.8554 10.2347 21.6068 10.1865C21.3583 10.1382 21.102 10.1479 20.8578 10.2148L14.2165 11.7423H13.8201M4.70063 16.5003V10.9493M4.70063 16.5003H1V10.9493H4.70063M4.70063 10.9493L7.17875 8.4712C7.40025 8.2505 7.66305 8.0756 7.9522 7.95655C8.24135 7.83745 8.55115 7.7766 8.86385 7.77735L13.82 7.7775C14.9149 7.7775 15.8025 8.6651 15.8025 9.76C15.8025 10.8549 14.9149 11.7425 13.82 11.7425H11.573',
  ],
];
export const userIcon: readonly IconPiece[] = [
  [
    's',
    'M16.5 7.5C16.5 9.98528 14.4853 12 12 12C9.51472 12 7.5 9.98528 7.5 7.5C7.5 5.01472 9.51472 3 12 3C14.4853 3 16.5 5.01472 16.5 7.5Z',
  ],
  ['s', 'M20 21V19C20 16.7909 18.2091 15 16 15H8C5.79086 15 4 16.7909 4 19V21H20Z'],
];
export const userAddIcon: readonly IconPiece[] = [
  [
    's',
    'M11 15H8C5.23858 15 3 17.2386 3 20V21H11.0508M16 7.5C16 9.98528 13.9853 12 11.5 12C9.01472 12 7 9.98528 7 7.5C7 5.01472 9.01472 3 11.5 3C13.9853 3 16 5.01472 16 7.5Z',
  ],
  ['s', 'M18 14V18M18 18V22M18 18H14M18 18H22'],
];
export const userCircleIcon: readonly IconPiece[] = [
  [
    's',
    'M15.5 8.5C15.5 10.433 13.933 12 12 12C10.067 12 8.5 10.433 8.5 8.5C8.5 6.567 10.067 5 12 5C13.933 5 15.5 6.567 15.5 8.5Z',
  ],
  [
    's',
    'M18.5 19.5996V19C18.5 16.7909 16.7091 15 14.5 15H9.5C7.29086 15 5.5 16.7909 5.5 19V19.5996C7.24803 21.0961 9.51846 22 12 22C14.4815 22 16.752 21.0961 18.5 19.5996Z',
  ],
  [
    's',
    'M22 12C22 6.47715 17.5228 2 12 2C6.47715 2 2 6.47715 2 12C2 17.5228 6.47715 22 12 22C17.5228 22 22 17.5228 22 12Z',
  ],
];
export const userTalkIcon: readonly IconPiece[] = [
  [
    's',
    'M12 15H8C5.23858 15 3 17.2386 3 20V21H12.0508M16 7.5C16 9.98528 13.9853 12 11.5 12C9.01472 12 7 9.98528 7 7.5C7 5.01472 9.01472 3 11.5 3C13.9853 3 16 5.01472 16 7.5Z',
  ],
  [
    's',
    'M15.9941 19.5059C16.3223 19.0719 16.5 18.5428 16.5002 17.9987C16.5004 17.4546 16.3231 16.9254 15.9952 16.4912M18.7852 21.618C19.5728 20.5765 19.9992 19.3066 19.9997 18.0008C20.0001 16.6951 19.5746 15.4248 18.7877 14.3828',
  ],
];
export const usergroupIcon: readonly IconPiece[] = [
  [
    's',
    'M16 8C16 10.2091 14.2091 12 12 12C9.79086 12 8 10.2091 8 8C8 5.79086 9.79086 4 12 4C14.2091 4 16 5.79086 16 8Z',
  ],
  ['s', 'M5 19C5 16.7909 6.79086 15 9 15H15C17.2091 15 19 16.7909 19 19V21H5V19Z'],
  [
    's',
    'M7 4C4.79086 4 3 5.79086 3 8C3 10.2091 4.79086 12 7 12C3.68629 12 1 14.6863 1 18V21M23 21V18C23 14.6863 20.3137 12 17 12C19.2091 12 21 10.2091 21 8C21 5.79086 19.2091 4 17 4',
  ],
];
export const viewListIcon: readonly IconPiece[] = [['s', 'M3 5H21M3 12H21M3 19H21']];

/** Path data by icon name; `f` fills with the text colour, `s` strokes 2 wide. Small bundles import the single ones. */
export const icons = {
  add: addIcon,
  'arrow-down': arrowDownIcon,
  'arrow-left': arrowLeftIcon,
  'arrow-right': arrowRightIcon,
  'arrow-up': arrowUpIcon,
  attach: attachIcon,
  book: bookIcon,
  browse: browseIcon,
  calendar: calendarIcon,
  call: callIcon,
  cart: cartIcon,
  'chart-bar': chartBarIcon,
  chat: chatIcon,
  'chat-bubble': chatBubbleIcon,
  'chat-message': chatMessageIcon,
  check: checkIcon,
  'check-circle': checkCircleIcon,
  'check-double': checkDoubleIcon,
  'chevron-down': chevronDownIcon,
  'chevron-left': chevronLeftIcon,
  'chevron-right': chevronRightIcon,
  'chevron-up': chevronUpIcon,
  close: closeIcon,
  'close-circle': closeCircleIcon,
  copy: copyIcon,
  creditcard: creditcardIcon,
  delete: deleteIcon,
  desktop: desktopIcon,
  edit: editIcon,
  ellipsis: ellipsisIcon,
  'error-circle': errorCircleIcon,
  file: fileIcon,
  'file-paste': filePasteIcon,
  filter: filterIcon,
  gift: giftIcon,
  'help-circle': helpCircleIcon,
  history: historyIcon,
  home: homeIcon,
  image: imageIcon,
  'info-circle': infoCircleIcon,
  internet: internetIcon,
  jump: jumpIcon,
  keyboard: keyboardIcon,
  link: linkIcon,
  loading: loadingIcon,
  location: locationIcon,
  'lock-on': lockOnIcon,
  'logo-wechat-stroke': logoWechatStrokeIcon,
  logout: logoutIcon,
  mail: mailIcon,
  menu: menuIcon,
  minus: minusIcon,
  mobile: mobileIcon,
  'mode-dark': modeDarkIcon,
  'mode-light': modeLightIcon,
  more: moreIcon,
  notification: notificationIcon,
  'order-ascending': orderAscendingIcon,
  poweroff: poweroffIcon,
  queue: queueIcon,
  refresh: refreshIcon,
  relativity: relativityIcon,
  rollback: rollbackIcon,
  'root-list': rootListIcon,
  search: searchIcon,
  send: sendIcon,
  service: serviceIcon,
  setting: settingIcon,
  shop: shopIcon,
  smile: smileIcon,
  sound: soundIcon,
  star: starIcon,
  'star-filled': starFilledIcon,
  store: storeIcon,
  swap: swapIcon,
  'system-sum': systemSumIcon,
  tag: tagIcon,
  task: taskIcon,
  'textformat-bold': textformatBoldIcon,
  'thumb-down': thumbDownIcon,
  'thumb-up': thumbUpIcon,
  time: timeIcon,
  tips: tipsIcon,
  translate: translateIcon,
  undertake: undertakeIcon,
  user: userIcon,
  'user-add': userAddIcon,
  'user-circle': userCircleIcon,
  'user-talk': userTalkIcon,
  usergroup: usergroupIcon,
  'view-list': viewListIcon,
};

/** An icon our screens know. */
export type IconName = keyof typeof icons;
