// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import "./UsdtQuirks.sol";

/// A token without value that behaves as Tether's USDT on Ethereum: transfer, transferFrom and approve give no data back, and the log of
/// a fee comes before that of the payment, and the address stands in the data of the logs about the blacklist.
contract TestUsdt is UsdtQuirks {
    event DestroyedBlackFunds(address blackListedUser, uint256 balance);
    event AddedBlackList(address user);
    event RemovedBlackList(address user);

    constructor(uint256 initialSupply) UsdtQuirks(initialSupply) {}

    function transfer(address to, uint256 value) external {
        doTransfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        doTransferFrom(from, to, value);
    }

    function approve(address spender, uint256 value) external {
        doApprove(spender, value);
    }

    function logTransfer(address from, address to, uint256 value, uint256 fee) internal override {
        if (fee > 0) emit Transfer(from, owner, fee);
        emit Transfer(from, to, value);
    }

    function logBlackListed(address user, bool added) internal override {
        if (added) emit AddedBlackList(user);
        else emit RemovedBlackList(user);
    }

    function logDestroyedFunds(address user, uint256 funds) internal override {
        emit DestroyedBlackFunds(user, funds);
    }
}
