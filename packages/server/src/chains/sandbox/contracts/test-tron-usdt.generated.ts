// Made by `npm run generate` from contracts/TestTronUsdt.sol. Do not edit.
export const testTronUsdtAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "initialSupply",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "AddedBlackList",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "address",
        "name": "newAddress",
        "type": "address"
      }
    ],
    "name": "Deprecate",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "blackListedUser",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      }
    ],
    "name": "DestroyedBlackFunds",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Issue",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "feeBasisPoints",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "maxFee",
        "type": "uint256"
      }
    ],
    "name": "Params",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "Pause",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Redeem",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "RemovedBlackList",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "Unpause",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "addBlackList",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "name": "allowance",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "who",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "basisPointsRate",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "decimals",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newAddress",
        "type": "address"
      }
    ],
    "name": "deprecate",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "deprecated",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "destroyBlackFunds",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "getBlackListStatus",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "name": "isBlackListed",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "issue",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "maximumFee",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "owner",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pause",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "paused",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "redeem",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      }
    ],
    "name": "removeBlackList",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "newBasisPoints",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "newMaxFee",
        "type": "uint256"
      }
    ],
    "name": "setParams",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "unpause",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "upgradedAddress",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

export const testTronUsdtBytecode = '0x60c0604052601460809081527f54657374205553445420286e6f2076616c75652900000000000000000000000060a0525f9061003b908261015f565b506040805180820190915260048152631554d11560e21b6020820152600190610064908261015f565b50348015610070575f5ffd5b5060405161133a38038061133a83398101604081905261008f9161021d565b600280546001600160a01b0319163390811790915560088290555f90815260096020526040902055610234565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806100e457607f821691505b60208210810361010257634e487b7160e01b5f52602260045260245ffd5b50919050565b601f82111561015a578282111561015a57805f5260205f20601f840160051c602085101561013357505f5b90810190601f840160051c035f5b81811015610156575f83820155600101610141565b5050505b505050565b81516001600160401b03811115610178576101786100bc565b61018c8161018684546100d0565b84610108565b6020601f8211600181146101be575f83156101a75750848201515b5f19600385901b1c1916600184901b178455610216565b5f84815260208120601f198516915b828110156101ed57878501518255602094850194600190920191016101cd565b508482101561020a57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b5f6020828403121561022d575f5ffd5b5051919050565b6110f9806102415f395ff3fe608060405234801561000f575f5ffd5b5060043610610187575f3560e01c806370a08231116100d9578063cc872b6611610093578063dd644f721161006e578063dd644f721461036e578063e47d606014610377578063e4997dc514610399578063f3bdc228146103ac575f5ffd5b8063cc872b661461031e578063db006a7514610331578063dd62ed3e14610344575f5ffd5b806370a08231146102c25780638456cb59146102d55780638da5cb5b146102dd57806395d89b41146102f0578063a9059cbb146102f8578063c0324c771461030b575f5ffd5b806323b872dd11610144578063353907141161011f57806335390714146102725780633f4ba83a1461027b57806359bf1abe146102835780635c975abb146102ae575f5ffd5b806323b872dd1461021a57806326976e3f1461022d578063313ce56714610258575f5ffd5b806306fdde031461018b5780630753c30c146101a9578063095ea7b3146101be5780630e136b19146101e15780630ecb93c0146101f557806318160ddd14610208575b5f5ffd5b6101936103bf565b6040516101a09190610df9565b60405180910390f35b6101bc6101b7366004610e5f565b61044a565b005b6101d16101cc366004610e7f565b6104c9565b60405190151581526020016101a0565b6002546101d190600160a81b900460ff1681565b6101bc610203366004610e5f565b6104de565b6008545b6040519081526020016101a0565b6101d1610228366004610ea7565b610527565b600354610240906001600160a01b031681565b6040516001600160a01b0390911681526020016101a0565b610260600681565b60405160ff90911681526020016101a0565b61020c60055481565b6101bc61053d565b6101d1610291366004610e5f565b6001600160a01b03165f9081526006602052604090205460ff1690565b6002546101d190600160a01b900460ff1681565b61020c6102d0366004610e5f565b61058a565b6101bc610626565b600254610240906001600160a01b031681565b610193610679565b6101d1610306366004610e7f565b610686565b6101bc610319366004610ee1565b610699565b6101bc61032c366004610f01565b61072c565b6101bc61033f366004610f01565b6107b6565b61020c610352366004610f18565b600760209081525f928352604080842090915290825290205481565b61020c60045481565b6101d1610385366004610e5f565b60066020525f908152604090205460ff1681565b6101bc6103a7366004610e5f565b610840565b6101bc6103ba366004610e5f565b610880565b5f80546103cb90610f49565b80601f01602080910402602001604051908101604052809291908181526020018280546103f790610f49565b80156104425780601f1061041957610100808354040283529160200191610442565b820191905f5260205f20905b81548152906001019060200180831161042557829003601f168201915b505050505081565b6002546001600160a01b03163314610460575f5ffd5b6002805460ff60a81b1916600160a81b179055600380546001600160a01b0383166001600160a01b031990911681179091556040519081527fcc358699805e9a8b7f77b522628c7cb9abd07d9efb86b6fb616af1609036a99e906020015b60405180910390a150565b5f6104d483836108fd565b5060015b92915050565b6002546001600160a01b031633146104f4575f5ffd5b6001600160a01b0381165f908152600660205260409020805460ff19166001908117909155610524908290610a0e565b50565b5f610533848484610a82565b5060019392505050565b6002546001600160a01b03163314610553575f5ffd5b6002805460ff60a01b191690556040517f7805862f689e2f13df9f062ff482ad3ad112aca9e0847911ed832e158c525b33905f90a1565b6002545f90600160a81b900460ff166105ba576001600160a01b0382165f908152600960205260409020546104d8565b6003546040516370a0823160e01b81526001600160a01b038481166004830152909116906370a0823190602401602060405180830381865afa158015610602573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104d89190610f81565b6002546001600160a01b0316331461063c575f5ffd5b6002805460ff60a01b1916600160a01b1790556040517f6985a02210a168e66602d3235cb6db0e70f92b3ba4d376a33c0f3d9434bff625905f90a1565b600180546103cb90610f49565b5f6106918383610bb8565b505f92915050565b6002546001600160a01b031633146106af575f5ffd5b6014821080156106bf5750603281105b6106c7575f5ffd5b60048290556106d86006600a61108f565b6106e2908261109d565b60058190556004546040517fb044a1e409eac5c48e5af22d4af52670dd1a99059537a78b31b48c6500a6354e92610720928252602082015260400190565b60405180910390a15050565b6002546001600160a01b03163314610742575f5ffd5b8060085f82825461075391906110b4565b90915550506002546001600160a01b03165f90815260096020526040812080548392906107819084906110b4565b90915550506040518181527fcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a906020016104be565b6002546001600160a01b031633146107cc575f5ffd5b8060085f8282546107dd91906110c7565b90915550506002546001600160a01b03165f908152600960205260408120805483929061080b9084906110c7565b90915550506040518181527f702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44906020016104be565b6002546001600160a01b03163314610856575f5ffd5b6001600160a01b0381165f908152600660205260408120805460ff19169055610524908290610a0e565b6002546001600160a01b03163314610896575f5ffd5b6001600160a01b0381165f9081526006602052604090205460ff166108b9575f5ffd5b6001600160a01b0381165f90815260096020526040812080549082905560088054919283926108e99084906110c7565b909155506108f990508282610c45565b5050565b600254600160a81b900460ff161561097b5760035460405163aee92d3360e01b81523360048201526001600160a01b038481166024830152604482018490529091169063aee92d33906064015b5f604051808303815f87803b158015610961575f5ffd5b505af1158015610973573d5f5f3e3d5ffd5b505050505050565b8015806109a85750335f9081526007602090815260408083206001600160a01b0386168452909152902054155b6109b0575f5ffd5b335f8181526007602090815260408083206001600160a01b03871680855290835292819020859055518481529192917f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925910160405180910390a35050565b8015610a4b576040516001600160a01b038316907f42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc905f90a25050565b6040516001600160a01b038316907fd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c905f90a25050565b600254600160a01b900460ff1615610a98575f5ffd5b6001600160a01b0383165f9081526006602052604090205460ff1615610abc575f5ffd5b600254600160a81b900460ff1615610b4257600354604051638b477adb60e01b81523360048201526001600160a01b03858116602483015284811660448301526064820184905290911690638b477adb906084015f604051808303815f87803b158015610b27575f5ffd5b505af1158015610b39573d5f5f3e3d5ffd5b50505050505050565b6001600160a01b0383165f90815260076020908152604080832033845290915290205481811015610b71575f5ffd5b5f198114610ba757610b8382826110c7565b6001600160a01b0385165f9081526007602090815260408083203384529091529020555b610bb2848484610c8c565b50505050565b600254600160a01b900460ff1615610bce575f5ffd5b335f9081526006602052604090205460ff1615610be9575f5ffd5b600254600160a81b900460ff1615610c3a5760035460405163370c4c0560e11b81523360048201526001600160a01b0384811660248301526044820184905290911690636e18980a9060640161094a565b6108f9338383610c8c565b816001600160a01b03167f61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c682604051610c8091815260200190565b60405180910390a25050565b5f61271060045483610c9e919061109d565b610ca891906110da565b9050600554811115610cb957506005545b6001600160a01b0384165f9081526009602052604081208054849290610ce09084906110c7565b90915550610cf0905081836110c7565b6001600160a01b0384165f9081526009602052604081208054909190610d179084906110b4565b90915550506002546001600160a01b03165f9081526009602052604081208054839290610d459084906110b4565b90915550610bb290508484610d5a84866110c7565b84826001600160a01b0316846001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef84604051610da091815260200190565b60405180910390a38015610bb2576002546040518281526001600160a01b03918216918616907fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef9060200160405180910390a350505050565b602081525f82518060208401525f5b81811015610e255760208186018101516040868401015201610e08565b505f604082850101526040601f19601f83011684010191505092915050565b80356001600160a01b0381168114610e5a575f5ffd5b919050565b5f60208284031215610e6f575f5ffd5b610e7882610e44565b9392505050565b5f5f60408385031215610e90575f5ffd5b610e9983610e44565b946020939093013593505050565b5f5f5f60608486031215610eb9575f5ffd5b610ec284610e44565b9250610ed060208501610e44565b929592945050506040919091013590565b5f5f60408385031215610ef2575f5ffd5b50508035926020909101359150565b5f60208284031215610f11575f5ffd5b5035919050565b5f5f60408385031215610f29575f5ffd5b610f3283610e44565b9150610f4060208401610e44565b90509250929050565b600181811c90821680610f5d57607f821691505b602082108103610f7b57634e487b7160e01b5f52602260045260245ffd5b50919050565b5f60208284031215610f91575f5ffd5b5051919050565b634e487b7160e01b5f52601160045260245ffd5b6001815b6001841115610fe757808504811115610fcb57610fcb610f98565b6001841615610fd957908102905b60019390931c928002610fb0565b935093915050565b5f82610ffd575060016104d8565b8161100957505f6104d8565b816001811461101f576002811461102957611045565b60019150506104d8565b60ff84111561103a5761103a610f98565b50506001821b6104d8565b5060208310610133831016604e8410600b8410161715611068575081810a6104d8565b6110745f198484610fac565b805f190482111561108757611087610f98565b029392505050565b5f610e7860ff841683610fef565b80820281158282048414176104d8576104d8610f98565b808201808211156104d8576104d8610f98565b818103818111156104d8576104d8610f98565b5f826110f457634e487b7160e01b5f52601260045260245ffd5b50049056';
