/** Words of the page that writes the privacy notice. */
import { words } from '../../../../client/words.ts';

export const privacyPageWords = words(
  {
    privacyVersions: '版本',
    privacyLead: '最新的在最前。到了施行日，客户就读到它；已施行的版本保持原样，要改请添加新版本。',
    privacyAdd: '添加版本',
    privacyNumber: '版本号',
    privacyNumberHint: '数字和点，如 1.3',
    privacyDay: '施行日',
    privacyDayHint: '如 2026-12-01，按北京时间',
    privacyChanged: '改了什么',
    privacyAsksAnew: '改变了使用目的，重新征求同意',
    privacyAsksNote: '客户会被问一次。同意之前，以前打开的优惠和推荐暂停推送；咨询和服务提醒不受影响。',
    privacySections: '正文',
    privacyAddSection: '添加一节',
    privacySectionTitle: '小标题',
    privacySectionText: '内容',
    privacyHolds: '已施行，不能再改',
  },
  {
    privacyVersions: 'Versions',
    privacyLead:
      'The newest first. Customers read a version from its day on; one that holds stays as it is: add a new version to change it.',
    privacyAdd: 'Add a version',
    privacyNumber: 'Number',
    privacyNumberHint: 'Digits and dots, as 1.3',
    privacyDay: 'In force from',
    privacyDayHint: 'As 2026-12-01, by Beijing time',
    privacyChanged: 'What changed',
    privacyAsksAnew: 'It changes what data are used for: ask for consent anew',
    privacyAsksNote:
      'Customers are asked once. Until they agree, offers and recommendations they had switched on are not sent; asking and news of their own matters go on.',
    privacySections: 'Text',
    privacyAddSection: 'Add a section',
    privacySectionTitle: 'Heading',
    privacySectionText: 'Words',
    privacyHolds: 'In force: it can’t be changed any more',
  },
);
