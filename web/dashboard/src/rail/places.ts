import type { useStaff } from '../staff/staff.ts';
import type { deskWords } from '../desk/locale/desk-words.ts';
import type { IconName } from '../ui/icons.ts';

type Staff = ReturnType<typeof useStaff>;

/** A part of the dashboard in the rail; the conversations themselves stand before all of them. */
export type Place = {
  path: string;
  icon: IconName;
  label: keyof (typeof deskWords)['zh'];
  when: (staff: Staff) => boolean;
};

/** The rail's places in their order; shown where the router knows them and the member may go. */
export const places: readonly Place[] = [
  { path: '/tickets', icon: 'file', label: 'tickets', when: (staff) => staff.serves },
  { path: '/people', icon: 'user', label: 'people', when: (staff) => staff.serves },
  { path: '/search', icon: 'search', label: 'find', when: (staff) => staff.serves },
  { path: '/floor', icon: 'desktop', label: 'floor', when: (staff) => staff.leads },
  { path: '/quality', icon: 'check-double', label: 'quality', when: (staff) => staff.serves },
  { path: '/reports', icon: 'chart', label: 'reports', when: (staff) => staff.leads },
  { path: '/reports', icon: 'chart', label: 'myFigures', when: (staff) => staff.serves && !staff.leads },
  { path: '/topics', icon: 'tips', label: 'topics', when: (staff) => staff.writes },
  { path: '/operations', icon: 'check-circle', label: 'operations', when: (staff) => staff.leads },
  { path: '/campaigns', icon: 'notification', label: 'campaigns', when: (staff) => staff.markets },
  { path: '/knowledge', icon: 'book', label: 'knowledge', when: (staff) => staff.serves || !staff.markets },
  { path: '/settings', icon: 'setting', label: 'settings', when: () => true },
];
