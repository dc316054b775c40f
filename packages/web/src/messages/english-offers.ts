/** What is said where credits are bought. */
export const englishOffers = {
  lineKinds: { purchased: 'purchased', bonus: 'bonus', subscription: 'of your plan', billed: 'used on credit' },
  ifFirst: 'if no other purchase comes before it',
  expiresAfter: (months: number) => (months === 1 ? '1 month' : `${months} months`),
  lifetime: 'lifetime',
  eachMonth: 'each month',
  usedAlready: 'used already',
};
