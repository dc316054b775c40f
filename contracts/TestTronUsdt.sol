// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import "./UsdtQuirks.sol";

/// A token without value that behaves as Tether's USDT on Tron: transfer promises a bool and gives false although it has succeeded,
/// transferFrom and approve give true, the log of a fee comes after that of the payment, and the address is a topic of the logs about
/// the blacklist.
contract TestTronUsdt is UsdtQuirks {
    event DestroyedBlackFunds(address indexed blackListedUser, uint256 balance);
    event AddedBlackList(address indexed user);
    event RemovedBlackList(address indexed user);

    constructor(uint256 initialSupply) UsdtQuirks(initialSupply) {}

    function transfer(address to, uint256 value) external returns (bool) {
        doTransfer(to, value);
        return false;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        doTransferFrom(from, to, value);
        return true;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        doApprove(spender, value);
        return true;
    }

    function logTransfer(address from, address to, uint256 value, uint256 fee) internal override {
        emit Transfer(from, to, value);
        if (fee > 0) emit Transfer(from, owner, fee);
    }

    function logBlackListed(address user, bool added) internal override {
        if (added) emit AddedBlackList(user);
        else emit RemovedBlackList(user);
    }

    function logDestroyedFunds(address user, uint256 funds) internal override {
        emit DestroyedBlackFunds(user, funds);
    }
}
