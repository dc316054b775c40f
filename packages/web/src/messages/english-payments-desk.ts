/** What is said where operators look after the networks and the deposits that wait for them. */
const some = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

interface RescanResult {
  fromBlock: string;
  toBlock: string;
  found: number;
  /** of whatever address of ours */
  recorded: number;
  where: 'address' | 'addresses';
}

interface OtherReceived {
  contract: string | null;
  amount: string;
  address: string;
  path: string | null;
}

export const englishPaymentsDesk = {
  place: 'Payments',
  title: 'Payments desk',
  lead: 'How each network is followed, which deposits wait for you, what is paid back, and blocks read again.',

  ago: {
    now: 'just now',
    seconds: (n: number) => `${n} s ago`,
    minutes: (n: number) => `${n} min ago`,
  },

  notLoaded: 'This could not be read just now.',

  networks: 'Networks',
  noNetworks: 'No network is set up',
  noNetworksText: 'Give a key and a node for Tron or Ethereum in the settings, and start again.',
  status: { up: 'Up', down: 'Down' },
  isUp: 'Its blocks are followed, and what arrives is found by itself.',
  isDown: 'Its blocks cannot be read just now. It goes on by itself, and nothing is lost.',
  stale: 'These figures could not be renewed just now.',
  facts: {
    cursor: { name: 'Recorded', hint: 'The last block whose transfers are recorded' },
    final: { name: 'Final', hint: 'The last block that the chain will not take back, and that is recorded' },
    checked: { name: 'Checked', hint: 'Up to here two sources have said the same' },
    head: { name: 'Newest', hint: 'The newest block that any provider has told of' },
    behind: { name: 'Blocks behind', hint: 'How far what is recorded is behind the newest block' },
    moved: { name: 'Last block', hint: 'When a block was recorded last' },
  },
  proof: 'Balances proved',
  noProof: 'What is recorded was not held against the balances of your addresses yet. That happens once a day.',
  providers: 'Providers',
  providerStatus: { in_use: 'In use', ready: 'Ready', out: 'Out' },
  outUntil: (when: string) => `Out until ${when}`,
  requests: (n: string, errors: string) => `${n} requests, ${errors} failed`,
  answered: (ago: string) => `answered ${ago}`,
  neverAnswered: 'has not answered yet',
  atBlock: (n: string, behind: number) => (behind === 0 ? `at block ${n}` : `at block ${n}, ${some(behind, 'block', 'blocks')} behind`),
  fork: (n: string) => `It had another block ${n} than the provider in use.`,
  lastError: 'Last error',

  unmatched: 'Deposits that wait for you',
  unmatchedLead: 'Final transfers that were not credited by themselves, and credited ones that the chain took back.',
  nothingWaits: 'Nothing waits for you',
  nothingWaitsText: 'Every transfer to your addresses is credited or on its way. What cannot be credited by itself will stand here.',
  reasons: { dust: 'Too small', refused: 'Refused', account_closed: 'Account not open', vanished: 'Taken back by the chain' },
  account: 'Account',
  transaction: 'Transaction',
  invoice: 'Invoice',
  address: 'Address',
  block: 'Block',
  since: 'Waits since',
  again: 'Tried again',
  copy: (what: string, text: string) => `Copy ${what.toLowerCase()} ${text}`,
  vanishedText:
    'What it brought is in the account already. If the transfer does not come again, decide what to take back, and write down what you did.',
  markDealtWith: 'Mark dealt with',
  actions: { credit: 'Credit now', assign: 'Assign to an invoice', return: 'Mark returned' },
  actionsShort: { credit: 'Credit now', assign: 'Assign', return: 'Mark returned' },
  actionOf: (action: string, usdt: string) => `${action}: ${usdt} USDT`,
  nothingChanged: 'Nothing has changed.',
  refusedAgain: 'It was refused again and stays on the list.',
  credit: {
    title: (usdt: string) => `Credit ${usdt} USDT now?`,
    withInvoice: 'It is credited whatever its size, at the rate of its invoice, and the account has the credits at once.',
    withoutInvoice:
      'It is credited whatever its size, at the rate of the account’s last invoice or of the offers, and the account has the credits at once.',
    confirm: 'Credit now',
    busy: 'Crediting…',
  },
  assign: {
    title: (usdt: string) => `Let ${usdt} USDT pay an invoice`,
    text: 'It counts for the invoice that you choose, and is credited at once at its rate.',
    invoice: 'Invoices of the account, the newest first',
    received: (received: string, asked: string) => `${received} of ${asked} USDT received`,
    noInvoice: 'This account has no invoice. Credit the deposit without one, or mark it returned.',
    confirm: 'Assign and credit',
    busy: 'Assigning…',
  },
  return: {
    title: (usdt: string) => `Mark ${usdt} USDT as returned?`,
    text: 'Nothing is sent from here. It is written down that you have dealt with it, for example sent it back from your wallet. What is not credited is never credited then; what is credited stays.',
    memo: 'What was done',
    memoHint: 'Kept with the deposit, up to 200 characters',
    confirm: 'Mark returned',
    busy: 'Writing it down…',
  },

  rescan: 'Read blocks again',
  rescanLead:
    'Somebody has paid, and nothing is seen? Read the block of the transaction again, or all since the address was first used. What is recorded does not change; what is missing becomes a deposit.',
  network: 'Network',
  by: 'What to read',
  byTransaction: 'A transaction',
  byAddress: 'An address',
  byBlocks: 'Blocks',
  hash: 'Transaction hash',
  hashHint: '64 hexadecimal digits, with or without 0x; its whole block is read',
  rescanAddress: 'Address of ours',
  rescanAddressHint: 'As the customer was shown it. What went to and from it is looked up, and what is not recorded is read.',
  from: 'First block',
  fromFirstUse: 'Empty: from its first use on',
  to: 'Last block',
  toHint: 'At most 5 000 blocks; empty for the first alone',
  notAHash: 'That is no transaction hash: it has 64 hexadecimal digits.',
  notAnAddress: 'That is no address: copy it whole.',
  notABlock: 'That is no block number: write digits only.',
  read: 'Read again',
  reading: 'Reading…',
  sofar: (block: string) => `Read up to block ${block} …`,
  notRead: 'Nothing was read to its end.',
  readUpTo: (block: string) => `Read up to block ${block}; go on from there.`,
  result: ({ fromBlock, toBlock, found, recorded, where }: RescanResult) => {
    const blocks = fromBlock === toBlock ? `Block ${fromBlock} was read.` : `Blocks ${fromBlock} to ${toBlock} were read.`;
    const whose = where === 'address' ? 'this address' : 'your addresses';
    const there =
      found === 0
        ? `No transfer to ${whose} lies there`
        : `${some(found, 'transfer', 'transfers')} to ${whose} ${found === 1 ? 'lies' : 'lie'} there`;
    if (recorded === 0) return found === 0 ? `${blocks} ${there}.` : `${blocks} ${there}; nothing was missing.`;
    return `${blocks} ${there}; ${some(recorded, 'was', 'were')} missing and ${recorded === 1 ? 'is' : 'are'} recorded now.`;
  },
  notCredited: ({ contract, amount, address, path }: OtherReceived) =>
    `The transaction also sent ${amount} of the smallest unit of ${contract === null ? "the network's own coin" : `another token, ${contract},`} to your address ${address}. ` +
    `Nothing is credited for it; send it back from the wallet that holds the address${path === null ? '' : `, at ${path}`}.`,
  holdsRecorded: (found: string) => `The address holds ${found} USDT, which is what is recorded of it.`,
  holdsOther: (found: string, recorded: string) =>
    `The address holds ${found} USDT, but ${recorded} USDT is recorded: the indexes of the providers have left something out. Read the blocks of its payments again by their numbers.`,
  restNotFinal: 'Later blocks are not final yet; they are read by themselves.',
};
