// Made by `npm run generate` from contracts/TestUsdt.sol. Do not edit.
export const testUsdtAbi = [
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
    "outputs": [],
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
    "outputs": [],
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
    "outputs": [],
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

export const testUsdtBytecode = '0x60c0604052601460809081527f54657374205553445420286e6f2076616c75652900000000000000000000000060a0525f9061003b908261015f565b506040805180820190915260048152631554d11560e21b6020820152600190610064908261015f565b50348015610070575f5ffd5b506040516112e23803806112e283398101604081905261008f9161021d565b600280546001600160a01b0319163390811790915560088290555f90815260096020526040902055610234565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806100e457607f821691505b60208210810361010257634e487b7160e01b5f52602260045260245ffd5b50919050565b601f82111561015a578282111561015a57805f5260205f20601f840160051c602085101561013357505f5b90810190601f840160051c035f5b81811015610156575f83820155600101610141565b5050505b505050565b81516001600160401b03811115610178576101786100bc565b61018c8161018684546100d0565b84610108565b6020601f8211600181146101be575f83156101a75750848201515b5f19600385901b1c1916600184901b178455610216565b5f84815260208120601f198516915b828110156101ed57878501518255602094850194600190920191016101cd565b508482101561020a57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b5f6020828403121561022d575f5ffd5b5051919050565b6110a1806102415f395ff3fe608060405234801561000f575f5ffd5b5060043610610187575f3560e01c806370a08231116100d9578063cc872b6611610093578063dd644f721161006e578063dd644f721461036e578063e47d606014610377578063e4997dc514610399578063f3bdc228146103ac575f5ffd5b8063cc872b661461031e578063db006a7514610331578063dd62ed3e14610344575f5ffd5b806370a08231146102c25780638456cb59146102d55780638da5cb5b146102dd57806395d89b41146102f0578063a9059cbb146102f8578063c0324c771461030b575f5ffd5b806323b872dd11610144578063353907141161011f57806335390714146102725780633f4ba83a1461027b57806359bf1abe146102835780635c975abb146102ae575f5ffd5b806323b872dd1461021a57806326976e3f1461022d578063313ce56714610258575f5ffd5b806306fdde031461018b5780630753c30c146101a9578063095ea7b3146101be5780630e136b19146101d15780630ecb93c0146101f557806318160ddd14610208575b5f5ffd5b6101936103bf565b6040516101a09190610da1565b60405180910390f35b6101bc6101b7366004610e07565b61044a565b005b6101bc6101cc366004610e27565b6104c9565b6002546101e590600160a81b900460ff1681565b60405190151581526020016101a0565b6101bc610203366004610e07565b6104d7565b6008545b6040519081526020016101a0565b6101bc610228366004610e4f565b610540565b600354610240906001600160a01b031681565b6040516001600160a01b0390911681526020016101a0565b610260600681565b60405160ff90911681526020016101a0565b61020c60055481565b6101bc610550565b6101e5610291366004610e07565b6001600160a01b03165f9081526006602052604090205460ff1690565b6002546101e590600160a01b900460ff1681565b61020c6102d0366004610e07565b61059d565b6101bc61063f565b600254610240906001600160a01b031681565b610193610692565b6101bc610306366004610e27565b61069f565b6101bc610319366004610e89565b6106a9565b6101bc61032c366004610ea9565b61073c565b6101bc61033f366004610ea9565b6107c6565b61020c610352366004610ec0565b600760209081525f928352604080842090915290825290205481565b61020c60045481565b6101e5610385366004610e07565b60066020525f908152604090205460ff1681565b6101bc6103a7366004610e07565b610850565b6101bc6103ba366004610e07565b6108b6565b5f80546103cb90610ef1565b80601f01602080910402602001604051908101604052809291908181526020018280546103f790610ef1565b80156104425780601f1061041957610100808354040283529160200191610442565b820191905f5260205f20905b81548152906001019060200180831161042557829003601f168201915b505050505081565b6002546001600160a01b03163314610460575f5ffd5b6002805460ff60a81b1916600160a81b179055600380546001600160a01b0383166001600160a01b031990911681179091556040519081527fcc358699805e9a8b7f77b522628c7cb9abd07d9efb86b6fb616af1609036a99e906020015b60405180910390a150565b6104d38282610963565b5050565b6002546001600160a01b031633146104ed575f5ffd5b6001600160a01b0381165f81815260066020908152604091829020805460ff1916600117905590519182527f42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc91016104be565b61054b838383610a74565b505050565b6002546001600160a01b03163314610566575f5ffd5b6002805460ff60a01b191690556040517f7805862f689e2f13df9f062ff482ad3ad112aca9e0847911ed832e158c525b33905f90a1565b6002545f90600160a81b900460ff166105cd576001600160a01b0382165f90815260096020526040902054610639565b6003546040516370a0823160e01b81526001600160a01b038481166004830152909116906370a0823190602401602060405180830381865afa158015610615573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106399190610f29565b92915050565b6002546001600160a01b03163314610655575f5ffd5b6002805460ff60a01b1916600160a01b1790556040517f6985a02210a168e66602d3235cb6db0e70f92b3ba4d376a33c0f3d9434bff625905f90a1565b600180546103cb90610ef1565b6104d38282610baa565b6002546001600160a01b031633146106bf575f5ffd5b6014821080156106cf5750603281105b6106d7575f5ffd5b60048290556106e86006600a611037565b6106f29082611045565b60058190556004546040517fb044a1e409eac5c48e5af22d4af52670dd1a99059537a78b31b48c6500a6354e92610730928252602082015260400190565b60405180910390a15050565b6002546001600160a01b03163314610752575f5ffd5b8060085f828254610763919061105c565b90915550506002546001600160a01b03165f908152600960205260408120805483929061079190849061105c565b90915550506040518181527fcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a906020016104be565b6002546001600160a01b031633146107dc575f5ffd5b8060085f8282546107ed919061106f565b90915550506002546001600160a01b03165f908152600960205260408120805483929061081b90849061106f565b90915550506040518181527f702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44906020016104be565b6002546001600160a01b03163314610866575f5ffd5b6001600160a01b0381165f81815260066020908152604091829020805460ff1916905590519182527fd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c91016104be565b6002546001600160a01b031633146108cc575f5ffd5b6001600160a01b0381165f9081526006602052604090205460ff166108ef575f5ffd5b6001600160a01b0381165f908152600960205260408120805490829055600880549192839261091f90849061106f565b9091555050604080516001600160a01b0384168152602081018390527f61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c69101610730565b600254600160a81b900460ff16156109e15760035460405163aee92d3360e01b81523360048201526001600160a01b038481166024830152604482018490529091169063aee92d33906064015b5f604051808303815f87803b1580156109c7575f5ffd5b505af11580156109d9573d5f5f3e3d5ffd5b505050505050565b801580610a0e5750335f9081526007602090815260408083206001600160a01b0386168452909152902054155b610a16575f5ffd5b335f8181526007602090815260408083206001600160a01b03871680855290835292819020859055518481529192917f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925910160405180910390a35050565b600254600160a01b900460ff1615610a8a575f5ffd5b6001600160a01b0383165f9081526006602052604090205460ff1615610aae575f5ffd5b600254600160a81b900460ff1615610b3457600354604051638b477adb60e01b81523360048201526001600160a01b03858116602483015284811660448301526064820184905290911690638b477adb906084015f604051808303815f87803b158015610b19575f5ffd5b505af1158015610b2b573d5f5f3e3d5ffd5b50505050505050565b6001600160a01b0383165f90815260076020908152604080832033845290915290205481811015610b63575f5ffd5b5f198114610b9957610b75828261106f565b6001600160a01b0385165f9081526007602090815260408083203384529091529020555b610ba4848484610c33565b50505050565b600254600160a01b900460ff1615610bc0575f5ffd5b335f9081526006602052604090205460ff1615610bdb575f5ffd5b600254600160a81b900460ff1615610c2c5760035460405163370c4c0560e11b81523360048201526001600160a01b0384811660248301526044820184905290911690636e18980a906064016109b0565b6104d33383835b5f61271060045483610c459190611045565b610c4f9190611082565b9050600554811115610c6057506005545b6001600160a01b0384165f9081526009602052604081208054849290610c8790849061106f565b90915550610c979050818361106f565b6001600160a01b0384165f9081526009602052604081208054909190610cbe90849061105c565b90915550506002546001600160a01b03165f9081526009602052604081208054839290610cec90849061105c565b90915550610ba490508484610d01848661106f565b848015610d4e576002546040518281526001600160a01b03918216918616907fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef9060200160405180910390a35b826001600160a01b0316846001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef84604051610d9391815260200190565b60405180910390a350505050565b602081525f82518060208401525f5b81811015610dcd5760208186018101516040868401015201610db0565b505f604082850101526040601f19601f83011684010191505092915050565b80356001600160a01b0381168114610e02575f5ffd5b919050565b5f60208284031215610e17575f5ffd5b610e2082610dec565b9392505050565b5f5f60408385031215610e38575f5ffd5b610e4183610dec565b946020939093013593505050565b5f5f5f60608486031215610e61575f5ffd5b610e6a84610dec565b9250610e7860208501610dec565b929592945050506040919091013590565b5f5f60408385031215610e9a575f5ffd5b50508035926020909101359150565b5f60208284031215610eb9575f5ffd5b5035919050565b5f5f60408385031215610ed1575f5ffd5b610eda83610dec565b9150610ee860208401610dec565b90509250929050565b600181811c90821680610f0557607f821691505b602082108103610f2357634e487b7160e01b5f52602260045260245ffd5b50919050565b5f60208284031215610f39575f5ffd5b5051919050565b634e487b7160e01b5f52601160045260245ffd5b6001815b6001841115610f8f57808504811115610f7357610f73610f40565b6001841615610f8157908102905b60019390931c928002610f58565b935093915050565b5f82610fa557506001610639565b81610fb157505f610639565b8160018114610fc75760028114610fd157610fed565b6001915050610639565b60ff841115610fe257610fe2610f40565b50506001821b610639565b5060208310610133831016604e8410600b8410161715611010575081810a610639565b61101c5f198484610f54565b805f190482111561102f5761102f610f40565b029392505050565b5f610e2060ff841683610f97565b808202811582820484141761063957610639610f40565b8082018082111561063957610639610f40565b8181038181111561063957610639610f40565b5f8261109c57634e487b7160e01b5f52601260045260245ffd5b50049056';
