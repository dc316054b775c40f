// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// What a successor of a deprecated token must offer, so that the old address can pass calls on.
interface Successor {
    function transferByLegacy(address from, address to, uint256 value) external;
    function transferFromByLegacy(address spender, address from, address to, uint256 value) external;
    function approveByLegacy(address from, address spender, uint256 value) external;
    function balanceOf(address who) external view returns (uint256);
}

/// What the test tokens of all networks have in common with Tether's contracts. Anyone who receives USDT must expect each of these:
///  - approve refuses to change one non-zero allowance into another;
///  - a fee can be switched on; then one transfer writes two Transfer logs, one of them to the owner;
///  - the blacklist stops senders only: a blacklisted address still receives;
///  - issue, redeem and destroyBlackFunds change balances and write no Transfer log;
///  - the owner can pause transfers, and can deprecate the contract: calls then go to another address, whose logs count.
/// What transfer, transferFrom and approve give back differs, and so do the logs about the blacklist, so each network's token declares
/// them itself.
abstract contract UsdtQuirks {
    string public name = "Test USDT (no value)";
    string public symbol = "USDT";
    uint8 public constant decimals = 6;

    address public owner;
    bool public paused;
    bool public deprecated;
    address public upgradedAddress;
    uint256 public basisPointsRate;
    uint256 public maximumFee;
    mapping(address => bool) public isBlackListed;
    mapping(address => mapping(address => uint256)) public allowance;

    uint256 private supply;
    mapping(address => uint256) private balances;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Issue(uint256 amount);
    event Redeem(uint256 amount);
    event Deprecate(address newAddress);
    event Params(uint256 feeBasisPoints, uint256 maxFee);
    event Pause();
    event Unpause();

    modifier onlyOwner() {
        require(msg.sender == owner);
        _;
    }

    modifier whenNotPaused() {
        require(!paused);
        _;
    }

    constructor(uint256 initialSupply) {
        owner = msg.sender;
        supply = initialSupply;
        balances[msg.sender] = initialSupply;
    }

    function totalSupply() external view returns (uint256) {
        return supply;
    }

    function balanceOf(address who) external view returns (uint256) {
        return deprecated ? Successor(upgradedAddress).balanceOf(who) : balances[who];
    }

    function doTransfer(address to, uint256 value) internal whenNotPaused {
        require(!isBlackListed[msg.sender]);
        if (deprecated) Successor(upgradedAddress).transferByLegacy(msg.sender, to, value);
        else move(msg.sender, to, value);
    }

    function doTransferFrom(address from, address to, uint256 value) internal whenNotPaused {
        require(!isBlackListed[from]);
        if (deprecated) {
            Successor(upgradedAddress).transferFromByLegacy(msg.sender, from, to, value);
            return;
        }
        uint256 allowed = allowance[from][msg.sender];
        require(allowed >= value);
        // An unlimited allowance is never used up.
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
        move(from, to, value);
    }

    function doApprove(address spender, uint256 value) internal {
        if (deprecated) {
            Successor(upgradedAddress).approveByLegacy(msg.sender, spender, value);
            return;
        }
        require(value == 0 || allowance[msg.sender][spender] == 0);
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
    }

    function setParams(uint256 newBasisPoints, uint256 newMaxFee) external onlyOwner {
        require(newBasisPoints < 20 && newMaxFee < 50);
        basisPointsRate = newBasisPoints;
        maximumFee = newMaxFee * 10 ** decimals;
        emit Params(basisPointsRate, maximumFee);
    }

    function issue(uint256 amount) external onlyOwner {
        supply += amount;
        balances[owner] += amount;
        emit Issue(amount);
    }

    function redeem(uint256 amount) external onlyOwner {
        supply -= amount;
        balances[owner] -= amount;
        emit Redeem(amount);
    }

    function addBlackList(address user) external onlyOwner {
        isBlackListed[user] = true;
        logBlackListed(user, true);
    }

    function removeBlackList(address user) external onlyOwner {
        isBlackListed[user] = false;
        logBlackListed(user, false);
    }

    function getBlackListStatus(address user) external view returns (bool) {
        return isBlackListed[user];
    }

    function destroyBlackFunds(address user) external onlyOwner {
        require(isBlackListed[user]);
        uint256 funds = balances[user];
        balances[user] = 0;
        supply -= funds;
        logDestroyedFunds(user, funds);
    }

    function pause() external onlyOwner {
        paused = true;
        emit Pause();
    }

    function unpause() external onlyOwner {
        paused = false;
        emit Unpause();
    }

    function deprecate(address newAddress) external onlyOwner {
        deprecated = true;
        upgradedAddress = newAddress;
        emit Deprecate(newAddress);
    }

    /// Writes the logs of a transfer, in the order of the network's token.
    function logTransfer(address from, address to, uint256 value, uint256 fee) internal virtual;

    /// Writes that somebody was put on the blacklist, or taken off it.
    function logBlackListed(address user, bool added) internal virtual;

    /// Writes what was destroyed.
    function logDestroyedFunds(address user, uint256 funds) internal virtual;

    function move(address from, address to, uint256 value) private {
        uint256 fee = (value * basisPointsRate) / 10_000;
        if (fee > maximumFee) fee = maximumFee;
        balances[from] -= value;
        balances[to] += value - fee;
        balances[owner] += fee;
        logTransfer(from, to, value - fee, fee);
    }
}
