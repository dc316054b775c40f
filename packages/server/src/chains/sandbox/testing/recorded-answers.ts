/**
 * What java-tron 4.8 answered on the test network Nile, as its public documentation shows it (blocks 0x3fe1c00 and 0x3fe1ca0, and the
 * newest block of a moment). Long members that the documentation cuts are filled with zeros here, lists are shortened to what differs.
 */
const zeroWord = `0x${'0'.repeat(64)}`;
const zeroBloom = `0x${'0'.repeat(512)}`;

export const recordedBlock = {
  number: '0x3fe1c00',
  hash: '0x0000000003fe1c00462b498ddae67717e96c785078adb5ccb7279148916e6f97',
  parentHash: '0x0000000003fe1bff062fa008dcd68f6ab2a96a25bc175df22a04baa0cd391573',
  miner: '0xa234e405a2c6fd67cdd4d0ea2f6188f65534c8b1',
  timestamp: '0x69f18a5c',
  size: '0x73d',
  transactionsRoot: '0xfda5b0a23514a969259ae378185fc833e2c4e35874ee2f8b6d26d15acd976c6e',
  stateRoot: '0x',
  transactions: [
    '0x95aad4dfc3d5d389291c093425d06b2ce5a97b5b4953645316371158ebde3f27',
    '0x3142278c604b0c1ebcc9dd3644d89c4af690a923b4e78636ef58c60355dc325e',
  ],
  uncles: [],
  gasLimit: '0x0',
  gasUsed: '0x0',
  difficulty: '0x0',
  totalDifficulty: '0x0',
  extraData: '0x',
  logsBloom: zeroBloom,
  nonce: '0x0000000000000000',
  sha3Uncles: zeroWord,
  receiptsRoot: zeroWord,
  mixHash: zeroWord,
  baseFeePerGas: '0x0',
};

export const recordedLog = {
  address: '0x9ff8fc48fb114ccd5bbdc24a86f0c73082f08825',
  blockHash: '0x0000000003fe1ca05cf728c92ee79f5f2758c3e4e4ea88501826726880e8b81c',
  blockNumber: '0x3fe1ca0',
  blockTimestamp: '0x697999ef',
  transactionHash: '0x01b4cde4197b9d1a1ff09ef5d2b1d939d3ec2401b3f002ebd0802c0f30a6e4ca',
  transactionIndex: '0x0',
  logIndex: '0x0',
  removed: false,
  topics: [
    '0xc66625d03b4a832d8245f0df593e32e0fbbbad96d4aa45440aa1535b80983083',
    '0x000000000000000000000000dd791d6b49e190062d650e6a23c575510d35f2f9',
    '0x0000000000000000000000000000000000000000000000000000000000000007',
  ],
  data: `0x${'0'.repeat(445)}05f`,
};

export const recordedReceipts = [
  {
    blockHash: recordedLog.blockHash,
    blockNumber: '0x3fe1ca0',
    transactionHash: recordedLog.transactionHash,
    transactionIndex: '0x0',
    from: '0xdd791d6b49e190062d650e6a23c575510d35f2f9',
    to: '0x9ff8fc48fb114ccd5bbdc24a86f0c73082f08825',
    gasUsed: '0xae29',
    cumulativeGasUsed: '0xae29',
    effectiveGasPrice: '0x64',
    contractAddress: null,
    logs: [recordedLog],
    logsBloom: zeroBloom,
    status: '0x1',
    type: '0x0',
  },
];

export const recordedNewestBlock = {
  blockID: '0000000003fe266bf6b6d392f654dc2e5011601546ed04623d9fcc4e9d439a25',
  block_header: {
    raw_data: {
      number: 66_987_627,
      txTrieRoot: 'f8156964cc3e5793a368f938a18ea45c02bd48fe3a412f7091ce8d9ef56df174',
      witness_address: '41e7860196ad5b5718c1d6326babab039b70b8c1cd',
      parentHash: '0000000003fe266a65d5194c947f6f7a059d4646c8e9a5293226bc7fdcfc775e',
      version: 34,
      timestamp: 1_777_445_307_000,
    },
    witness_signature: `55a2${'0'.repeat(126)}`,
  },
};

/** Questions that java-tron refuses, with the code and the sentence that its documentation gives for each. */
export const recordedRefusals: readonly (readonly [method: string, params: readonly unknown[], code: number, message: string])[] = [
  ['eth_getBlockByNumber', ['safe', false], -32602, 'TAG safe not supported'],
  ['eth_getBlockByNumber', ['pending', false], -32602, 'TAG pending not supported'],
  ['eth_getBlockByNumber', ['newest', false], -32602, 'invalid block number'],
  ['eth_getBlockByHash', ['0x12', false], -32602, 'invalid hash value'],
  ['eth_getLogs', [{ fromBlock: 'safe', toBlock: 'latest' }], -32602, 'TAG safe not supported'],
  ['eth_getLogs', [{ fromBlock: '0x2', toBlock: '0x1' }], -32602, 'please verify: fromBlock <= toBlock'],
  ['eth_getLogs', [{ blockHash: recordedBlock.hash }], -32602, 'invalid blockHash'],
  [
    'eth_getLogs',
    [{ blockHash: recordedBlock.hash, toBlock: 'latest' }],
    -32602,
    'cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other',
  ],
  ['eth_getLogs', [{ topics: [null, null, null, null, null] }], -32602, 'topics size should be <= 4'],
  ['eth_getLogs', [{ address: Array(1001).fill(recordedLog.address) }], -32602, 'exceed max addresses: 1000'],
  ['eth_getLogs', [{ topics: [Array(1001).fill(zeroWord)] }], -32602, 'exceed max topics: 1000'],
  [
    'eth_getLogs',
    [{ address: ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'] }],
    -32602,
    'invalid address at index 0: TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  ],
  [
    'eth_call',
    [{ to: recordedLog.address, data: '0x95d89b41' }, 'finalized'],
    -32602,
    'TAG [earliest | pending | finalized | safe] not supported',
  ],
  ['eth_call', [{ to: recordedLog.address, data: '0x95d89b41' }, '0x1'], -32602, 'QUANTITY not supported, just support TAG as latest'],
  ['eth_getBalance', [recordedLog.address, '0x1'], -32602, 'QUANTITY not supported, just support TAG as latest'],
  ['eth_sendRawTransaction', ['0x00'], -32601, 'method not found'],
  ['eth_getTransactionCount', [recordedLog.address, 'latest'], -32601, 'method not found'],
];
