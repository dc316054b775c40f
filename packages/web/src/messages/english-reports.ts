/** The sentences of the wallet about what was used, how long it lasts, and its files. */
export const englishReports = {
  forecast: {
    until: (day: string) => `At this pace your credits last until ${day}.`,
    untilReserve: (day: string) => `At this pace your credits last until ${day}, when only your reserve is left.`,
    untilWithCredit: (day: string) => `At this pace your credits and your credit line last until ${day}.`,
    longer: 'At this pace your credits last for more than five years.',
    untilExpired: (day: string) => `Nothing was used in the last 30 days. Your credits last until ${day}.`,
    expires: (figure: string) => `About ${figure} of them will expire unused.`,
  },
  exports: {
    name: { csv: 'CSV', json: 'JSON' },
    label: { csv: 'Download the statement as CSV', json: 'Download the statement as JSON' },
  },
  usage: {
    title: 'Usage',
    sum: (figure: string) => `${figure} credits in 30 days`,
    by: 'Show usage by',
    ways: { model: 'Model', operation: 'Operation', project: 'Project', apiKey: 'API key' },
    unnamed: { model: 'Without a model', operation: 'Without an operation', project: 'Without a project', apiKey: 'On this screen' },
    others: 'All others',
    empty: 'Nothing was used in the last 30 days. What you make will show here, day by day.',
    caption: (way: string) => `Credits used in the last 30 days, by ${way.toLowerCase()}; days without usage are left out`,
    day: 'Day',
    total: 'All',
  },
};
