using Budget.Core.HelperPayments;
using Portal.Pages.Shared;

namespace Portal.Pages.PersonHeld;

/// <summary>The holder, or who acts for the holder, sees and changes on which account a helper is paid.</summary>
public sealed class AccountModel(HelperAccountOfAgreement accounts, ChangeHelperAccount change) : HelperAccountPage(accounts, change, "/pgb");
