using Budget.Core.Iwmo;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Invoices;

/// <summary>
/// Reads a WMO323 (iWmo 3.2): order and form of every element as in its schema, then the rules a message must keep in itself. A message that
/// breaks one is rejected as a whole (0001); rules about one line against its assignment are <see cref="JudgeLine"/>'s.
/// Whatever a file holds, the answer is a declaration or a fault; only a stream that cannot be read throws.
/// </summary>
public static class ReadDeclaration
{
    private static readonly DateOnly FirstDay = new(2021, 1, 1);

    /// <summary>No date in a message lies before the first of 2021 (iWmo 3.2), nor more than five years back.</summary>
    internal static DateOnly OldestDay(DateOnly today) => today.AddYears(-5) > FirstDay ? today.AddYears(-5) : FirstDay;

    public static MessageReading<Declaration> Read(Stream xml, DateOnly today) =>
        MessageElements.Read(xml, MessageKind.Declaration, message => new Message(message, today).Read());

    private sealed class Message(MessageElements xml, DateOnly today)
    {
        private readonly DateOnly oldestDay = OldestDay(today);
        private readonly List<DeclarationLine> lines = [];

        public Declaration Read()
        {
            Date(xml.Dated);
            xml.Enter("Declaratie");
            var number = xml.Own("DeclaratieNummer").LettersAndDigits(12);
            var period = DeclarationPeriod();
            var datedOn = Date(xml.Own("DeclaratieDagtekening"));
            var totalLine = xml.Enter("TotaalIngediendBedrag");
            var (total, isCredit) = Amount(totalLine, "TotaalBedrag", 999_999_999_999);
            xml.Leave("TotaalIngediendBedrag");
            Clients();
            xml.Leave("Declaratie");

            var signedTotal = isCredit ? -total : total;
            var sum = lines.Aggregate(Money.Zero, (running, line) => running + line.SignedAmount);
            return sum == signedTotal
                ? new Declaration(xml.Header, number, period, datedOn, signedTotal, lines)
                : throw new MessageFaultException(MessageFault.TotalNotSum.At(totalLine, sum.ToString()));
        }

        private void Clients()
        {
            xml.Enter("Clienten");
            do
            {
                xml.Enter("Client");
                var bsn = xml.Bsn();
                xml.Enter("Prestaties");
                do
                {
                    lines.Add(Line(bsn.Text));
                }
                while (xml.IsNext("Prestatie"));
                xml.Leave("Prestaties");
                xml.Leave("Client");
            }
            while (xml.IsNext("Client"));
            xml.Leave("Clienten");
        }

        private DeclarationLine Line(string bsn)
        {
            var start = xml.Enter("Prestatie");
            xml.Enter("ProductReferentie");
            var reference = xml.Shared("ReferentieNummer").Characters(20);
            var previous = xml.IsSharedNext("VorigReferentieNummer") ? xml.Shared("VorigReferentieNummer").Characters(20) : null;
            xml.Leave("ProductReferentie");
            var assignment = xml.Own("ToewijzingNummer").Number(999_999_999);
            var category = xml.Own("ProductCategorie").OneOf(Categories);
            var product = xml.Own("ProductCode").Words(5);
            var (period, periodLine) = ClosedPeriod("ProductPeriode");
            if (!period.IsInsideOneMonth)
            {
                throw new MessageFaultException(MessageFault.ProductPeriodOverMonths.At(periodLine));
            }

            var volume = xml.Own("GeleverdVolume").Number(99_999_999);
            var unit = xml.Own("Eenheid").OneOf(Units);
            Money? rate = xml.IsNext("ProductTarief") ? new Money(xml.Own("ProductTarief").Number(99_999_999)) : null;
            var amountLine = xml.Enter("IngediendBedrag");
            var (amount, isCredit) = Amount(amountLine, "Bedrag", 99_999_999);
            xml.Leave("IngediendBedrag");
            xml.Leave("Prestatie");

            var line = new DeclarationLine(lines.Count + 1, bsn, reference, previous, assignment, category, product, period, volume, unit, rate, amount, isCredit, start);
            return FaultIn(line) is { } fault ? throw new MessageFaultException(fault.At(start)) : line;
        }

        private static MessageFault? FaultIn(DeclarationLine line) => line switch
        {
            { IsCredit: true, PreviousReference: null } => MessageFault.PreviousReferenceMissing,
            { Unit: not Euro, Rate: null } => MessageFault.RateMissing,
            { Unit: Euro } when line.Amount.Cents != line.Volume => MessageFault.VolumeNotAmount,
            _ => null,
        };

        /// <summary>An amount of nothing is a debit, so that one fact has one form.</summary>
        private (Money Amount, bool IsCredit) Amount(int line, string name, long maximum)
        {
            var amount = new Money(xml.Shared(name).Number(maximum));
            var isCredit = xml.Shared("DebetCredit").OneOf(Signs) is Credit;
            return isCredit && amount == Money.Zero ? throw new MessageFaultException(MessageFault.CreditOfZero.At(line)) : (amount, isCredit);
        }

        private Period DeclarationPeriod()
        {
            var (period, line) = ClosedPeriod("DeclaratiePeriode");
            return period.IsWholeMonth ? period : throw new MessageFaultException(MessageFault.PeriodNotAMonth.At(line));
        }

        private (Period Period, int Line) ClosedPeriod(string name)
        {
            var line = xml.Enter(name);
            var startsOn = Date(xml.Shared("Begindatum"));
            var endsOn = Date(xml.Shared("Einddatum"));
            xml.Leave(name);
            return startsOn <= endsOn ? (new Period(startsOn, endsOn), line) : throw new MessageFaultException(MessageFault.PeriodReversed.At(line, name));
        }

        private DateOnly Date(Field field)
        {
            var date = field.Date();
            return date >= oldestDay ? date : throw field.Fault(MessageFault.DateOutOfRange);
        }
    }
}
