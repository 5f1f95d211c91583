/** @file What is typed of one's own profile and not saved yet: a look at another screen loses nothing. */

export interface Own {
  name: string;
  phone: string;
  location: string;
}

class KeptProfile {
  typed: Partial<Own> = $state({});
}

export const kept = new KeptProfile();
