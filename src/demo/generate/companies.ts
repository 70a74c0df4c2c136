import type { Random } from '../random.ts';
import type { Culture } from './names.ts';
import { plainLetters } from './letters.ts';

/** A customer: an organization in the making. */
export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly about: string | null;
  /** Where most of its people come from, if from one place. */
  readonly culture?: Culture;
  /** Nobody has been invited yet. */
  readonly isEmpty?: boolean;
}

/** The vendor whose tenant this is. */
export const VENDOR_DOMAIN = 'parcelwise.example';

const KNOWN: readonly Company[] = [
  {
    name: 'Harbour & Pine Logistics',
    domain: 'harbourpine.example',
    about: 'Freight forwarding, first customer',
  },
  { name: 'Saltmarsh Outfitters', domain: 'saltmarsh.example', about: 'Outdoor clothing, 41 shops' },
  {
    name: 'Brückner & Söhne Maschinenbau GmbH',
    domain: 'brueckner-soehne.example',
    about: null,
    culture: 'central',
  },
  { name: '桜野精機株式会社', domain: 'sakurano-seiki.example', about: '精密測定機器', culture: 'japanese' },
  {
    name: 'Olvera Alimentos S.A. de C.V.',
    domain: 'olvera.example',
    about: 'Conservas y especias',
    culture: 'iberian',
  },
  {
    name: 'شركة واحة النخيل للتجارة',
    domain: 'palm-oasis.example',
    about: 'تجارة الجملة',
    culture: 'arabic',
  },
  { name: 'Ever & Vane Aerospace', domain: 'evervane.example', about: 'Needs MFA by contract' },
  { name: 'תבור רובוטיקה בע"מ', domain: 'tavor-robotics.example', about: null, culture: 'hebrew' },
  {
    name: 'Żubr Brewing Co-op',
    domain: 'zubr-coop.example',
    about: 'Pilot since spring',
    culture: 'central',
  },
  {
    name: 'O\'Leary & Daughters "Bakehouse"',
    domain: 'oleary-bakehouse.example',
    about: 'Seven ovens, one till',
  },
  { name: 'Lotus Lane Yoga 🌿', domain: 'lotuslane.example', about: null },
  { name: '한빛 데이터랩', domain: 'hanbit-lab.example', about: null, culture: 'korean' },
  {
    name: 'Mê Kông Coffee Traders',
    domain: 'mekong-traders.example',
    about: 'Green coffee',
    culture: 'vietnamese',
  },
  { name: 'Fjordlys Seafood AS', domain: 'fjordlys.example', about: null, culture: 'central' },
  { name: '长河文具有限公司', domain: 'changhe-stationery.example', about: '文具批发', culture: 'chinese' },
  { name: 'Anatolia Tekstil A.Ş.', domain: 'anatolia-tekstil.example', about: null, culture: 'turkish' },
];

const EMPTY: Company = {
  name: 'Quillon Partners (onboarding)',
  domain: 'quillon.example',
  about: 'Starts next month',
  isEmpty: true,
};

const FIRST = (
  'Amber Birch Cinder Cobalt Copper Coral Drift Ember Fallow Fern Flint Gable Garnet Hazel Heron Indigo Juniper ' +
  'Kelp Larch Linden Marlow Meadow Mill Moss Oak Orchard Quarry Raven Rowan Saffron Sedge Slate Tarn Thistle Willow'
).split(' ');
const SECOND = (
  'Analytics Bakery Bicycles Books Ceramics Clinics Construction Dairy Energy Fabrics Foods Freight Furniture ' +
  'Gardens Glassworks Insurance Lighting Marine Optics Packaging Pharmacy Press Robotics Schools Software Tools Toys'
).split(' ');
const FORMS = ['Ltd', 'GmbH', 'S.A.', 'Inc.', 'B.V.', 'AB', 'Oy'];

/** Makes up customers; from three on, the last one has no members yet. */
export function companies(random: Random, count: number): readonly Company[] {
  const all = KNOWN.slice(0, count);
  const taken = new Set(all.map(({ name }) => name));
  while (all.length < count) all.push(inventedCompany(random, taken));
  return count < 3 ? all : [...all.slice(0, -1), EMPTY];
}

/** A customer with a name that is not among `taken`, to which it is added. */
export function inventedCompany(random: Random, taken: Set<string>): Company {
  for (let tries = 0; ; tries++) {
    const words = [random.pick(FIRST), random.pick(SECOND), random.pick(FORMS)];
    const name = tries < 50 ? words.join(' ') : `${words.join(' ')} ${tries}`;
    if (taken.has(name)) continue;
    taken.add(name);
    const domain = [...words.map(plainLetters), ...(tries < 50 ? [] : [String(tries)])].join('-');
    return { name, domain: `${domain}.example`, about: null };
  }
}
