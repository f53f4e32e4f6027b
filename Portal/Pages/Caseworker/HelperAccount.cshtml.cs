using Budget.Core.HelperPayments;
using Portal.Pages.Shared;

namespace Portal.Pages.Caseworker;

/// <summary>Of a holder who died a caseworker gives the account on which a helper is paid; another looks at it afterwards.</summary>
public sealed class HelperAccountModel(HelperAccountOfAgreement accounts, ChangeHelperAccount change) : HelperAccountPage(accounts, change, "/consulent/zorgovereenkomsten");
