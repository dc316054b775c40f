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
        "indexed": false,
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
        "indexed": false,
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
        "indexed": false,
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

export const testTronUsdtBytecode = '0x60c0604052601460809081527f54657374205553445420286e6f2076616c75652900000000000000000000000060a0525f9061003b908261015f565b506040805180820190915260048152631554d11560e21b6020820152600190610064908261015f565b50348015610070575f5ffd5b5060405161130a38038061130a83398101604081905261008f9161021d565b600280546001600160a01b0319163390811790915560088290555f90815260096020526040902055610234565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806100e457607f821691505b60208210810361010257634e487b7160e01b5f52602260045260245ffd5b50919050565b601f82111561015a578282111561015a57805f5260205f20601f840160051c602085101561013357505f5b90810190601f840160051c035f5b81811015610156575f83820155600101610141565b5050505b505050565b81516001600160401b03811115610178576101786100bc565b61018c8161018684546100d0565b84610108565b6020601f8211600181146101be575f83156101a75750848201515b5f19600385901b1c1916600184901b178455610216565b5f84815260208120601f198516915b828110156101ed57878501518255602094850194600190920191016101cd565b508482101561020a57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b5f6020828403121561022d575f5ffd5b5051919050565b6110c9806102415f395ff3fe608060405234801561000f575f5ffd5b5060043610610187575f3560e01c806370a08231116100d9578063cc872b6611610093578063dd644f721161006e578063dd644f721461036e578063e47d606014610377578063e4997dc514610399578063f3bdc228146103ac575f5ffd5b8063cc872b661461031e578063db006a7514610331578063dd62ed3e14610344575f5ffd5b806370a08231146102c25780638456cb59146102d55780638da5cb5b146102dd57806395d89b41146102f0578063a9059cbb146102f8578063c0324c771461030b575f5ffd5b806323b872dd11610144578063353907141161011f57806335390714146102725780633f4ba83a1461027b57806359bf1abe146102835780635c975abb146102ae575f5ffd5b806323b872dd1461021a57806326976e3f1461022d578063313ce56714610258575f5ffd5b806306fdde031461018b5780630753c30c146101a9578063095ea7b3146101be5780630e136b19146101e15780630ecb93c0146101f557806318160ddd14610208575b5f5ffd5b6101936103bf565b6040516101a09190610dc9565b60405180910390f35b6101bc6101b7366004610e2f565b61044a565b005b6101d16101cc366004610e4f565b6104c9565b60405190151581526020016101a0565b6002546101d190600160a81b900460ff1681565b6101bc610203366004610e2f565b6104de565b6008545b6040519081526020016101a0565b6101d1610228366004610e77565b610547565b600354610240906001600160a01b031681565b6040516001600160a01b0390911681526020016101a0565b610260600681565b60405160ff90911681526020016101a0565b61020c60055481565b6101bc61055d565b6101d1610291366004610e2f565b6001600160a01b03165f9081526006602052604090205460ff1690565b6002546101d190600160a01b900460ff1681565b61020c6102d0366004610e2f565b6105aa565b6101bc610646565b600254610240906001600160a01b031681565b610193610699565b6101d1610306366004610e4f565b6106a6565b6101bc610319366004610eb1565b6106b9565b6101bc61032c366004610ed1565b61074c565b6101bc61033f366004610ed1565b6107d6565b61020c610352366004610ee8565b600760209081525f928352604080842090915290825290205481565b61020c60045481565b6101d1610385366004610e2f565b60066020525f908152604090205460ff1681565b6101bc6103a7366004610e2f565b610860565b6101bc6103ba366004610e2f565b6108c6565b5f80546103cb90610f19565b80601f01602080910402602001604051908101604052809291908181526020018280546103f790610f19565b80156104425780601f1061041957610100808354040283529160200191610442565b820191905f5260205f20905b81548152906001019060200180831161042557829003601f168201915b505050505081565b6002546001600160a01b03163314610460575f5ffd5b6002805460ff60a81b1916600160a81b179055600380546001600160a01b0383166001600160a01b031990911681179091556040519081527fcc358699805e9a8b7f77b522628c7cb9abd07d9efb86b6fb616af1609036a99e906020015b60405180910390a150565b5f6104d48383610973565b5060015b92915050565b6002546001600160a01b031633146104f4575f5ffd5b6001600160a01b0381165f81815260066020908152604091829020805460ff1916600117905590519182527f42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc91016104be565b5f610553848484610a83565b5060019392505050565b6002546001600160a01b03163314610573575f5ffd5b6002805460ff60a01b191690556040517f7805862f689e2f13df9f062ff482ad3ad112aca9e0847911ed832e158c525b33905f90a1565b6002545f90600160a81b900460ff166105da576001600160a01b0382165f908152600960205260409020546104d8565b6003546040516370a0823160e01b81526001600160a01b038481166004830152909116906370a0823190602401602060405180830381865afa158015610622573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104d89190610f51565b6002546001600160a01b0316331461065c575f5ffd5b6002805460ff60a01b1916600160a01b1790556040517f6985a02210a168e66602d3235cb6db0e70f92b3ba4d376a33c0f3d9434bff625905f90a1565b600180546103cb90610f19565b5f6106b18383610bb9565b505f92915050565b6002546001600160a01b031633146106cf575f5ffd5b6014821080156106df5750603281105b6106e7575f5ffd5b60048290556106f86006600a61105f565b610702908261106d565b60058190556004546040517fb044a1e409eac5c48e5af22d4af52670dd1a99059537a78b31b48c6500a6354e92610740928252602082015260400190565b60405180910390a15050565b6002546001600160a01b03163314610762575f5ffd5b8060085f8282546107739190611084565b90915550506002546001600160a01b03165f90815260096020526040812080548392906107a1908490611084565b90915550506040518181527fcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a906020016104be565b6002546001600160a01b031633146107ec575f5ffd5b8060085f8282546107fd9190611097565b90915550506002546001600160a01b03165f908152600960205260408120805483929061082b908490611097565b90915550506040518181527f702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44906020016104be565b6002546001600160a01b03163314610876575f5ffd5b6001600160a01b0381165f81815260066020908152604091829020805460ff1916905590519182527fd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c91016104be565b6002546001600160a01b031633146108dc575f5ffd5b6001600160a01b0381165f9081526006602052604090205460ff166108ff575f5ffd5b6001600160a01b0381165f908152600960205260408120805490829055600880549192839261092f908490611097565b9091555050604080516001600160a01b0384168152602081018390527f61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c69101610740565b600254600160a81b900460ff16156109f05760035460405163aee92d3360e01b81523360048201526001600160a01b038481166024830152604482018490529091169063aee92d33906064015f604051808303815f87803b1580156109d6575f5ffd5b505af11580156109e8573d5f5f3e3d5ffd5b505050505050565b801580610a1d5750335f9081526007602090815260408083206001600160a01b0386168452909152902054155b610a25575f5ffd5b335f8181526007602090815260408083206001600160a01b03871680855290835292819020859055518481529192917f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925910160405180910390a35050565b600254600160a01b900460ff1615610a99575f5ffd5b6001600160a01b0383165f9081526006602052604090205460ff1615610abd575f5ffd5b600254600160a81b900460ff1615610b4357600354604051638b477adb60e01b81523360048201526001600160a01b03858116602483015284811660448301526064820184905290911690638b477adb906084015f604051808303815f87803b158015610b28575f5ffd5b505af1158015610b3a573d5f5f3e3d5ffd5b50505050505050565b6001600160a01b0383165f90815260076020908152604080832033845290915290205481811015610b72575f5ffd5b5f198114610ba857610b848282611097565b6001600160a01b0385165f9081526007602090815260408083203384529091529020555b610bb3848484610c5c565b50505050565b600254600160a01b900460ff1615610bcf575f5ffd5b335f9081526006602052604090205460ff1615610bea575f5ffd5b600254600160a81b900460ff1615610c4d5760035460405163370c4c0560e11b81523360048201526001600160a01b0384811660248301526044820184905290911690636e18980a906064015f604051808303815f87803b1580156109d6575f5ffd5b610c58338383610c5c565b5050565b5f61271060045483610c6e919061106d565b610c7891906110aa565b9050600554811115610c8957506005545b6001600160a01b0384165f9081526009602052604081208054849290610cb0908490611097565b90915550610cc090508183611097565b6001600160a01b0384165f9081526009602052604081208054909190610ce7908490611084565b90915550506002546001600160a01b03165f9081526009602052604081208054839290610d15908490611084565b90915550610bb390508484610d2a8486611097565b84826001600160a01b0316846001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef84604051610d7091815260200190565b60405180910390a38015610bb3576002546040518281526001600160a01b03918216918616907fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef9060200160405180910390a350505050565b602081525f82518060208401525f5b81811015610df55760208186018101516040868401015201610dd8565b505f604082850101526040601f19601f83011684010191505092915050565b80356001600160a01b0381168114610e2a575f5ffd5b919050565b5f60208284031215610e3f575f5ffd5b610e4882610e14565b9392505050565b5f5f60408385031215610e60575f5ffd5b610e6983610e14565b946020939093013593505050565b5f5f5f60608486031215610e89575f5ffd5b610e9284610e14565b9250610ea060208501610e14565b929592945050506040919091013590565b5f5f60408385031215610ec2575f5ffd5b50508035926020909101359150565b5f60208284031215610ee1575f5ffd5b5035919050565b5f5f60408385031215610ef9575f5ffd5b610f0283610e14565b9150610f1060208401610e14565b90509250929050565b600181811c90821680610f2d57607f821691505b602082108103610f4b57634e487b7160e01b5f52602260045260245ffd5b50919050565b5f60208284031215610f61575f5ffd5b5051919050565b634e487b7160e01b5f52601160045260245ffd5b6001815b6001841115610fb757808504811115610f9b57610f9b610f68565b6001841615610fa957908102905b60019390931c928002610f80565b935093915050565b5f82610fcd575060016104d8565b81610fd957505f6104d8565b8160018114610fef5760028114610ff957611015565b60019150506104d8565b60ff84111561100a5761100a610f68565b50506001821b6104d8565b5060208310610133831016604e8410600b8410161715611038575081810a6104d8565b6110445f198484610f7c565b805f190482111561105757611057610f68565b029392505050565b5f610e4860ff841683610fbf565b80820281158282048414176104d8576104d8610f68565b808201808211156104d8576104d8610f68565b818103818111156104d8576104d8610f68565b5f826110c457634e487b7160e01b5f52601260045260245ffd5b50049056';
