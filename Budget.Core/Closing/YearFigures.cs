namespace Budget.Core.Closing;

/// <summary>
/// What a year of a PGB came to: opening + granted + shifted − spent − spent earlier − returned = left. A posting counts in the year of its effective day, what came before the budget began in its first year. So what was written into a
/// closed year after it was closed counts in the year after it, and no figure of a closed year changes; but for one split: what was called paid otherwise is still to pay once somebody says that the SVB pays it by our files.
/// </summary>
/// <param name="Opening">Left over of the year before, of a budget that runs over several.</param>
/// <param name="Shifted">Volume that came from another budget, or went to one.</param>
/// <param name="Spent">Approved for help of this year, without what was taken back of it.</param>
/// <param name="SpentEarlier">The same, of help of an earlier year that was closed already; less than nothing when more was taken back than approved.</param>
/// <param name="Returned">Went back to the municipality.</param>
/// <param name="PaidBySvb">Of <paramref name="Spent"/>.</param>
/// <param name="PaidOtherwise">Of <paramref name="Spent"/> what was approved before the SVB paid by our files: it was paid in another way (HelperPayments.StartSvb). What goes to the SVB, or waits for it, is never among it.</param>
/// <param name="SpentLater">What was approved or taken back of this year's help after the year was closed: it counts in a later year.</param>
/// <param name="ToPayNow">Of this year's help, whenever it counts, what is not paid today.</param>
/// <param name="OwnMoney">What was agreed that the holder pays on top; the budget does not know whether it was paid.</param>
public sealed record YearFigures(
    Money Opening, Money Granted, Money Shifted, Money Spent, Money SpentEarlier, Money Returned, Money PaidBySvb, Money PaidOtherwise, Money SpentLater, Money ToPayNow, Money OwnMoney)
{
    public Money Left => Opening + Granted + Shifted - Spent - SpentEarlier - Returned;

    /// <summary>Approved, and at the end of the year not paid.</summary>
    public Money ToPay => Spent - PaidBySvb - PaidOtherwise;
}
