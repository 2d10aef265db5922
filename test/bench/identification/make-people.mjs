/** Households of invented people, the same for the same seed: couples, children, twins, parents elsewhere and namesakes. */

const FIRST_NAMES = {
  F: 'Jeanne Léa Maïlys Élodie Zohra Anne-Hélène Marie Chantal Fatoumata Inès Noémie Camille Dominique Thi-Lan'.split(
    ' ',
  ),
  M: 'Paul Noé François Yanis Loïc Jean-Pierre Mohamed Dominique Camille Ousmane Théo Gaël Jean Bakary'.split(' '),
};
const LAST_NAMES = [
  'Dupont',
  'Exemple',
  'Le Goff',
  'd’Invention',
  'Martin-Essai',
  'Nguyên',
  'de La Tour',
  'Benali',
  'Diallo',
  'Lefèvre',
  'Da Silva',
  'Müller',
  'Garcia',
  'Petit',
  'Marin',
  'Martin',
];
const DEPARTMENTS = ['01', '13', '29', '59', '69', '75', '93', '2A', '2B', '20', '97', '99'];

export const padded = (number, size) => String(number).padStart(size, '0');
export const below = (random, most) => Math.floor(random() * most);
export const one = (random, list) => list[below(random, list.length)];

export class People {
  #random;
  #nirKey;
  #serial = 0;
  #numero = 1;
  files = [];

  constructor(random, nirKey) {
    this.#random = random;
    this.#nirKey = nirKey;
  }

  /** One household; with it, by chance, the grandparents’ file and a namesake’s. */
  addHousehold() {
    const random = this.#random;
    const name = one(random, LAST_NAMES);
    const sex = random() < 0.6 ? 'F' : 'M';
    const holder = this.#person('allocataire', sex, name, 1955 + below(random, 48));
    const persons = [holder];
    if (random() < 0.6) {
      const other = random() < 0.95 ? (sex === 'F' ? 'M' : 'F') : sex;
      const theirs = random() < 0.6 ? name : one(random, LAST_NAMES);
      persons.push(
        this.#person('conjoint', other, theirs, Number(holder.birthDate.slice(0, 4)) + below(random, 8) - 4),
      );
    }
    const children = below(random, 4);
    for (let child = 0; child < children; child += 1) {
      const last = persons[persons.length - 1];
      const twin = last.role === 'enfant' && random() < 0.2;
      const born = this.#person('enfant', twin ? last.sex : random() < 0.5 ? 'F' : 'M', name, 2004 + below(random, 20));
      persons.push(twin ? this.#twinOf(last, born.firstName) : born);
    }
    this.#addFile(persons);
    if (random() < 0.2)
      this.#addFile([this.#person('allocataire', random() < 0.6 ? 'F' : 'M', name, 1930 + below(random, 25))]);
    if (random() < 0.15)
      this.#addFile([
        { ...this.#person('allocataire', sex, name, 1955 + below(random, 48)), firstName: holder.firstName },
      ]);
  }

  #addFile(persons) {
    const numeroAllocataire = padded(this.#numero, 7);
    this.#numero += 37;
    this.files.push({
      numeroAllocataire,
      caf: '751',
      status: 'actif',
      email: `dossier${numeroAllocataire}@exemple.invalid`,
      address: [persons[0].lastName.toUpperCase(), '', '', '1 RUE DE L EXEMPLE', '', '75000 PARIS', ''],
      persons,
      payments: [],
      quotientFamilial: null,
      montantNetSocial: [],
    });
  }

  #person(role, sex, lastName, year) {
    const random = this.#random;
    this.#serial += 1;
    const month = 1 + below(random, 12);
    const place = one(random, DEPARTMENTS) + padded(1 + (Math.floor(this.#serial / 900) % 900), 3);
    const nir = `${sex === 'M' ? 1 : 2}${padded(year % 100, 2)}${padded(month, 2)}${place}${padded(1 + (this.#serial % 900), 3)}`;
    return {
      role,
      nir,
      title: role === 'enfant' ? '' : sex === 'F' ? 'MADAME' : 'MONSIEUR',
      firstName: one(random, FIRST_NAMES[sex]),
      lastName,
      birthName: role !== 'enfant' && sex === 'F' && random() < 0.4 ? one(random, LAST_NAMES) : null,
      birthDate: `${year}-${padded(month, 2)}-${padded(1 + below(random, 28), 2)}`,
      sex,
    };
  }

  /** Same day, same place, the next number of the register. */
  #twinOf(other, firstName) {
    const order = padded((Number(other.nir.slice(10)) % 999) + 1, 3);
    return {
      ...other,
      firstName: firstName === other.firstName ? `${firstName}-Bis` : firstName,
      nir: other.nir.slice(0, 10) + order,
    };
  }

  full(nir) {
    return nir + this.#nirKey(nir);
  }
}
