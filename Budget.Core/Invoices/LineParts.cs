using Budget.Core.Iwmo;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Invoices;

/// <summary>The groups of elements that WMO323 and WMO325 share: amounts with their sign, and a Prestatie.</summary>
internal static class LineParts
{
    public static void Total(this IwmoWriter message, string name, Money total) =>
        message.Signed(name, "TotaalBedrag", total.IsNegative ? -total : total, total.IsNegative);

    /// <summary>All of a Prestatie but its return codes.</summary>
    public static void Line(this IwmoWriter message, DeclarationLine line)
    {
        message.Group("ProductReferentie", () =>
        {
            message.Shared("ReferentieNummer", line.Reference);
            if (line.PreviousReference is { } previous)
            {
                message.Shared("VorigReferentieNummer", previous);
            }
        });
        message.Own("ToewijzingNummer", IwmoWriter.Number(line.AssignmentNumber));
        message.Own("ProductCategorie", line.Category);
        message.Own("ProductCode", line.ProductCode);
        message.ClosedPeriod("ProductPeriode", line.Period);
        message.Own("GeleverdVolume", IwmoWriter.Number(line.Volume));
        message.Own("Eenheid", line.Unit);
        if (line.Rate is { } rate)
        {
            message.Own("ProductTarief", IwmoWriter.Number(rate.Cents));
        }

        message.Signed("IngediendBedrag", "Bedrag", line.Amount, line.IsCredit);
    }

    private static void Signed(this IwmoWriter message, string name, string amountName, Money amount, bool isCredit) => message.Group(name, () =>
    {
        message.Shared(amountName, IwmoWriter.Number(amount.Cents));
        message.Shared("DebetCredit", isCredit ? Credit : Debit);
    });
}
