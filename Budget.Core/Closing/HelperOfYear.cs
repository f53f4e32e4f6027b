namespace Budget.Core.Closing;

/// <summary>What one helper got out of a PGB in a year, by care agreement.</summary>
/// <param name="Pay">"hours", "monthly" or "allowance": <see cref="PersonHeld.AgreementPay"/> as it is stored.</param>
/// <param name="Volume">In units of the budget; of an allowance the months, whole ones or parts.</param>
/// <param name="Approved">Without what was taken back.</param>
/// <param name="TakenBack">What was approved at first and taken back in the same year.</param>
/// <param name="Earlier">For help of an earlier year that was closed already.</param>
public sealed record HelperOfYear(string AgreementNumber, string Name, string Pay, Quantity Volume, Money Approved, Money TakenBack, Money Earlier)
{
    public bool IsFixed => Pay != "hours";
}
