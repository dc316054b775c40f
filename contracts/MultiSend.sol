// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

interface SilentToken {
    function transferFrom(address from, address to, uint256 value) external;
}

/// Pays several recipients in one transaction, as wallets and exchanges do. The sender approves this contract first.
contract MultiSend {
    function send(SilentToken token, address[] calldata recipients, uint256[] calldata values) external {
        require(recipients.length == values.length);
        for (uint256 i = 0; i < recipients.length; i++) token.transferFrom(msg.sender, recipients[i], values[i]);
    }
}
