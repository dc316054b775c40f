/** What is said around tips; the tips themselves come from the server. */
export const englishTips = {
  title: 'Tips that save',
  tip: 'Tip',
  saves: (credits: string) => `Saves ${credits}.`,
  look: 'Look at it',
  dismiss: 'Do not show this kind of tip any more',
  show: 'Show tips while I make pictures',
  lead: 'A picture that you have already, a batch that is cheaper, a prompt that leaves everything to chance.',
  dismissed: (n: number) => (n === 1 ? 'One kind of tip is dismissed.' : `${n} kinds of tips are dismissed.`),
  offIn: (project: string) => `None for the project ${project}.`,
  showThere: 'Show there again',
  showAgain: 'Show all again',
};
