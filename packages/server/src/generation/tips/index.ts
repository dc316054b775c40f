export { findTips, type FindTips, type FoundTips } from './find-tips.ts';
export { setTips, type SetTips, type TipSettings } from './set-tips.ts';
export { tipCodes, type Tip, type TipCode } from './tip.ts';
