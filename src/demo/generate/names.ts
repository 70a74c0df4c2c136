import type { Random } from '../random.ts';
import { plainLetters } from './letters.ts';

/** A part of a name: how it is written, and how its owner writes it in an e-mail address. */
interface Part {
  readonly written: string;
  readonly latin: string;
}

interface CultureNames {
  readonly given: readonly Part[];
  readonly family: readonly Part[];
  readonly familyFirst?: boolean;
  readonly separator?: string;
}

/** A person's name in its parts, whole, and as `given.family` in plain letters. */
export interface PersonName {
  readonly given: string;
  readonly family: string;
  readonly whole: string;
  readonly handle: string;
}

const CULTURES = {
  english: {
    given: parts(
      'Olivia Amelia Grace Harriet Maya Naomi Theo Owen Callum Reuben Marcus Desmond Ruth Imogen Priya Kofi',
    ),
    family: parts(
      'Ashworth Bennett Carrow Dunmore Ellery Fairbank Gage Holloway Ingram Okafor Mensah Rao Thackeray',
    ),
  },
  central: {
    given: parts(
      'Zoë Jürgen Käthe Łukasz Żaneta Jiří Zdeněk Éva Ágnes Søren Åse Björk Øyvind Anaïs Léonie François',
    ),
    family: parts(
      'Müller Weiß Groß Wójcik Żak Dvořák Nováková Nagy Kovács Ångström Sørensen Guðmundsdóttir Lefèvre',
    ),
  },
  iberian: {
    given: parts('José Inés Nuño Joaquín Lucía Íñigo João Conceição Raúl Begoña Mónica Tomás'),
    family: parts('Ñandú Peña Muñoz Gonçalves Araújo Ibáñez Núñez Cortês Olvera Simões'),
  },
  turkish: {
    given: parts('Çağrı İpek Gökçe Şule Oğuz Ümit'),
    family: parts('Yıldız Öztürk Şahin Güneş Aydın Koç'),
  },
  vietnamese: {
    given: parts('Thị_Lan Văn_Hùng Minh_Khai Ngọc_Ánh Đức_Anh'),
    family: parts('Nguyễn Trần Phạm Đặng Vũ'),
    familyFirst: true,
  },
  japanese: {
    given: parts('太郎/taro 花子/hanako 健一/kenichi 美咲/misaki さくら/sakura 大輔/daisuke'),
    family: parts('山田/yamada 佐々木/sasaki 桜井/sakurai 渡辺/watanabe 高橋/takahashi'),
    familyFirst: true,
  },
  chinese: {
    given: parts('伟/wei 秀英/xiuying 子涵/zihan 建国/jianguo 思远/siyuan'),
    family: parts('王/wang 李/li 欧阳/ouyang 陈/chen 赵/zhao'),
    familyFirst: true,
    separator: '',
  },
  korean: {
    given: parts('철수/cheolsu 영희/younghee 지우/jiwoo 민준/minjun'),
    family: parts('김/kim 이/lee 박/park 최/choi'),
    familyFirst: true,
    separator: '',
  },
  arabic: {
    given: parts('محمد/mohammed فاطمة/fatima خالد/khalid ليلى/layla عبد_الرحمن/abdulrahman نور/noor'),
    family: parts('العلي/alali الحداد/alhaddad النجار/alnajjar منصور/mansour الخطيب/alkhatib'),
  },
  hebrew: {
    given: parts('נועה/noa איתן/eitan יעל/yael שירה/shira אורי/uri'),
    family: parts('כהן/cohen לוי/levi מזרחי/mizrahi בן־דוד/ben.david'),
  },
  cyrillic: {
    given: parts('Иван/ivan Ольга/olha Дмитро/dmytro Надежда/nadezhda'),
    family: parts('Петров/petrov Шевченко/shevchenko Ковальчук/kovalchuk Соколова/sokolova'),
  },
  greek: {
    given: parts('Δημήτρης/dimitris Ελένη/eleni Γιώργος/giorgos Σοφία/sofia Νίκος/nikos'),
    family: parts('Παπαδόπουλος/papadopoulos Νικολάου/nikolaou Γεωργίου/georgiou Βλάχος/vlachos'),
  },
  quirky: {
    given: parts('Seán_"Jack" 🌻_Sunny Jean-Luc Mary_Ann Dr._Bea'),
    family: parts("O'Brien d'Aubigné van_der_Berg Smith-Jones Null 🦊"),
  },
} as const satisfies Record<string, CultureNames>;

export type Culture = keyof typeof CULTURES;

/** More of the cultures that most of the tenant's customers have. */
const MIX: readonly Culture[] = [
  ...Array<Culture>(8).fill('english'),
  ...Array<Culture>(6).fill('central'),
  ...Array<Culture>(3).fill('iberian'),
  ...(Object.keys(CULTURES) as Culture[]),
];

/** Makes up a name, of a given culture or of any. */
export function personName(random: Random, culture: Culture = random.pick(MIX)): PersonName {
  const names: CultureNames = CULTURES[culture];
  const given = random.pick(names.given);
  const family = random.pick(names.family);
  const order = names.familyFirst === true ? [family, given] : [given, family];
  return {
    given: given.written,
    family: family.written,
    whole: order.map(({ written }) => written).join(names.separator ?? ' '),
    handle: [given.latin, family.latin].filter((part) => part !== '').join('.'),
  };
}

/** The same given name with another family name, as after a marriage. */
export function renamed(random: Random, name: string): string {
  const [given = name, ...family] = name.split(' ');
  const others = [...CULTURES.english.family, ...CULTURES.central.family].map(({ written }) => written);
  return `${given} ${random.pick(others.filter((other) => other !== family.join(' ')))}`;
}

/** Reads `written/latin` words; the plain letters follow from a Latin name by themselves, `_` stands for a space. */
function parts(words: string): readonly Part[] {
  return words.split(' ').map((word) => {
    const [name = '', latin] = word.split('/');
    const written = name.replaceAll('_', ' ');
    return { written, latin: latin ?? plainLetters(written) };
  });
}
