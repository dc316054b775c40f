// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

interface Token {
    function balanceOf(address holder) external view returns (uint256);
}

/// Reads many balances in one question. It is never deployed: a node runs it as the data of an eth_call without a recipient, and where
/// others give the code of a contract, it gives one word for each balance, in the order of the holders.
contract ReadBalances {
    constructor(Token token, address[] memory holders) {
        uint256[] memory balances = new uint256[](holders.length);
        for (uint256 place = 0; place < holders.length; place++) balances[place] = token.balanceOf(holders[place]);
        assembly {
            return(add(balances, 32), mul(mload(balances), 32))
        }
    }
}
