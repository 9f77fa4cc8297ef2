/** The shop's goods with their pictures, drawn as paths on a 96 × 96 field. */

/** One product; `key` names its words, `paths` its picture: tone (of the product's colour) and outline. */
export type Product = {
  key: 'jacket' | 'cup' | 'shirt' | 'bag' | 'lamp' | 'phones';
  price: number;
  hue: string;
  paths: readonly (readonly ['base' | 'deep' | 'pale', string])[];
};

/** Everything on sale. */
export const goods: readonly Product[] = [
  {
    key: 'jacket',
    price: 329,
    hue: 'blue',
    paths: [
      ['base', 'M34 18 L20 28 L12 58 L24 62 L28 46 V80 H68 V46 L72 62 L84 58 L76 28 L62 18 Q48 28 34 18Z'],
      ['deep', 'M34 18 Q48 28 62 18 L58 12 Q48 18 38 12Z M46.5 24 H49.5 V80 H46.5Z'],
      ['pale', 'M32 58 H42 V61 H32Z M54 58 H64 V61 H54Z'],
    ],
  },
  {
    key: 'cup',
    price: 89,
    hue: 'teal',
    paths: [
      ['base', 'M32 28 H64 L60 82 Q48 86 36 82Z'],
      ['deep', 'M30 18 H66 Q68 18 68 22 V28 H28 V22 Q28 18 30 18Z M42 10 H54 V18 H42Z'],
      ['pale', 'M34 46 H62 L61.3 54 H34.7Z'],
    ],
  },
  {
    key: 'shirt',
    price: 99,
    hue: 'green',
    paths: [
      ['base', 'M34 16 L12 28 L20 46 L30 42 V82 H66 V42 L76 46 L84 28 L62 16 Q48 28 34 16Z'],
      ['deep', 'M34 16 Q48 32 62 16 L58 14.5 Q48 25 38 14.5Z'],
      ['pale', 'M54 44 L60 44 L57 52Z'],
    ],
  },
  {
    key: 'bag',
    price: 259,
    hue: 'violet',
    paths: [
      ['deep', 'M36 22 V16 Q36 8 48 8 Q60 8 60 16 V22 H55 V17 Q55 13 48 13 Q41 13 41 17 V22Z'],
      ['base', 'M30 20 H66 Q76 20 76 34 V78 Q76 86 68 86 H28 Q20 86 20 78 V34 Q20 20 30 20Z'],
      ['pale', 'M30 52 H66 V76 Q66 78 64 78 H32 Q30 78 30 76Z'],
      ['deep', 'M30 58 H66 V61 H30Z M44 58 H52 V67 H44Z'],
    ],
  },
  {
    key: 'lamp',
    price: 149,
    hue: 'amber',
    paths: [
      ['pale', 'M34 48 L16 84 H78 L62 48Z'],
      ['base', 'M38 14 H58 L68 48 H28Z'],
      ['deep', 'M46 48 H50 V78 H46Z M34 78 H62 V84 H34Z'],
    ],
  },
  {
    key: 'phones',
    price: 699,
    hue: 'slate',
    paths: [
      ['deep', 'M16 54 Q16 14 48 14 Q80 14 80 54 H73 Q73 21 48 21 Q23 21 23 54Z'],
      [
        'base',
        'M14 50 H28 Q34 50 34 56 V76 Q34 82 28 82 H24 Q14 82 14 70Z M82 50 H68 Q62 50 62 56 V76 Q62 82 68 82 H72 Q82 82 82 70Z',
      ],
      ['pale', 'M24 58 H28 V74 H24Z M68 58 H72 V74 H68Z'],
    ],
  },
];
