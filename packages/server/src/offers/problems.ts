import { defineProblem } from '../kernel/index.ts';

/** Extras: `packIds`, the packs on sale. */
export const packNotFound = defineProblem({ code: 'pack_not_found', status: 404, title: 'There is no such pack', retry: 'never' });

export const unknownCode = defineProblem({ code: 'unknown_code', status: 404, title: 'There is no such code', retry: 'never' });

/** Extras: `redeemedAt`. */
export const codeAlreadyRedeemed = defineProblem({
  code: 'code_already_redeemed',
  status: 409,
  title: 'You have redeemed this code already',
  retry: 'never',
});

/** Extras: `validFrom`. */
export const codeNotYetValid = defineProblem({
  code: 'code_not_yet_valid',
  status: 409,
  title: 'The code is not valid yet',
  retry: 'never',
});

/** Extras: `validUntil`. */
export const codeExpired = defineProblem({ code: 'code_expired', status: 410, title: 'The code has expired', retry: 'never' });

export const codeExhausted = defineProblem({ code: 'code_exhausted', status: 410, title: 'The code is used up', retry: 'never' });

export const codeDisabled = defineProblem({ code: 'code_disabled', status: 410, title: 'The code is no longer valid', retry: 'never' });

export const codeForNewCustomers = defineProblem({
  code: 'code_for_new_customers',
  status: 403,
  title: 'The code is for new customers',
  retry: 'never',
});

export const codeTaken = defineProblem({ code: 'code_taken', status: 409, title: 'The code exists already', retry: 'never' });

export const invalidCampaign = defineProblem({
  code: 'invalid_campaign',
  status: 422,
  title: 'The campaign cannot be made as asked',
  retry: 'never',
});

export const campaignNotFound = defineProblem({
  code: 'campaign_not_found',
  status: 404,
  title: 'There is no such campaign',
  retry: 'never',
});

export const redeemCodeNotFound = defineProblem({
  code: 'redeem_code_not_found',
  status: 404,
  title: 'There is no such redeem code',
  retry: 'never',
});

/** Extras: `errors`, each with a `path` and a `message`. */
export const invalidOffers = defineProblem({ code: 'invalid_offers', status: 422, title: 'The offers are not valid', retry: 'never' });

export const offersNotFound = defineProblem({
  code: 'offers_not_found',
  status: 404,
  title: 'There is no such version of the offers',
  retry: 'never',
});

/** Extras: `subscriptions`, those on sale with their terms. */
export const subscriptionNotFound = defineProblem({
  code: 'subscription_not_found',
  status: 404,
  title: 'There is no such subscription',
  retry: 'never',
});

export const usagePlanNotFound = defineProblem({
  code: 'usage_plan_not_found',
  status: 404,
  title: 'There is no such usage plan',
  retry: 'never',
});

export const invalidPurchase = defineProblem({ code: 'invalid_purchase', status: 422, title: 'This cannot be bought', retry: 'never' });

export const nothingToPay = defineProblem({ code: 'nothing_to_pay', status: 409, title: 'Nothing is left to pay', retry: 'never' });

export const nothingToCompare = defineProblem({ code: 'nothing_to_compare', status: 422, title: 'Nothing to compare', retry: 'never' });
