/** What is said where a code is redeemed. */
export const englishRedeem = {
  title: 'Redeem a code',
  lead: 'A code from a campaign gives you credits at once.',
  code: 'Code',
  placeholder: 'PXKT-97WM-C4RH-NJ3V',
  submit: 'Redeem',
  submitting: 'Redeeming…',
  granted: (credits: string) => `${credits} are yours.`,
  fromUntil: (label: string, day: string) => `${label} · they can be spent until ${day}.`,
  fromForEver: (label: string) => `${label} · they do not expire.`,
  nothingGranted: 'Nothing was granted.',
  refusals: {
    unknown: 'There is no such code. Check each character; capitals, dashes and spaces do not matter.',
    redeemed: (day: string) => `You have redeemed this code already, on ${day}. Its credits are on your statement.`,
    notYet: (moment: string) => `This code can be redeemed from ${moment}.`,
    expired: (day: string) => `This code expired on ${day}.`,
    exhausted: 'This code has been redeemed as often as it can be.',
    disabled: 'This code has been withdrawn.',
    newCustomers: 'This code is for customers who have not bought credits yet.',
  },
};
