using System.Diagnostics.CodeAnalysis;
using System.Xml;
using Budget.Core.Iwmo;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Invoices;

/// <summary>What reading a file gave: a declaration, or the one fault that stopped it.</summary>
public sealed record DeclarationReading
{
    private DeclarationReading(Declaration? declaration, DeclarationFault? fault) => (Declaration, Fault) = (declaration, fault);

    public Declaration? Declaration { get; }
    public DeclarationFault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Declaration))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsRead => Declaration is not null;

    public static DeclarationReading Of(Declaration declaration) => new(declaration, fault: null);
    public static DeclarationReading Of(DeclarationFault fault) => new(declaration: null, fault);
}

/// <summary>
/// Reads a WMO323 (iWmo 3.2): order and form of every element as in its schema, then the rules a message must keep in itself. A message that
/// breaks one is rejected as a whole (0001); rules about one line against its assignment are <see cref="JudgeLine"/>'s.
/// Whatever a file holds, the answer is a declaration or a fault; only a stream that cannot be read throws.
/// </summary>
public static class ReadDeclaration
{
    public static DeclarationReading Read(Stream xml, DateOnly today)
    {
        MessageHeader? header = null;
        try
        {
            using var reader = SafeXml.Open(xml);
            return DeclarationReading.Of(new Message(new StrictElements(reader), today).Read(read => header = read));
        }
        catch (DeclarationFaultException fault)
        {
            return DeclarationReading.Of(fault.Fault with { Header = header });
        }
        catch (XmlException fault)
        {
            return DeclarationReading.Of(DeclarationFault.NotXml with { XmlLine = Math.Max(1, fault.LineNumber), Header = header });
        }
    }

    private sealed class Message(StrictElements xml, DateOnly today)
    {
        /// <summary>No date in a message lies before it (iWmo 3.2), nor more than five years back.</summary>
        private static readonly DateOnly FirstDay = new(2021, 1, 1);

        private readonly DateOnly oldestDay = today.AddYears(-5) > FirstDay ? today.AddYears(-5) : FirstDay;
        private readonly List<DeclarationLine> lines = [];

        public Declaration Read(Action<MessageHeader> onHeader)
        {
            if (!xml.IsNext(DeclarationNamespace, "Bericht"))
            {
                throw new DeclarationFaultException(DeclarationFault.NotADeclaration.At(xml.Line));
            }

            xml.Enter(DeclarationNamespace, "Bericht");
            var header = Header(onHeader);
            xml.Enter(DeclarationNamespace, "Declaratie");
            var number = Own("DeclaratieNummer").LettersAndDigits(12);
            var period = DeclarationPeriod();
            var datedOn = Date(Own("DeclaratieDagtekening"));
            var totalLine = xml.Enter(DeclarationNamespace, "TotaalIngediendBedrag");
            var (total, isCredit) = Amount(totalLine, "TotaalBedrag", 999_999_999_999);
            xml.Leave("TotaalIngediendBedrag");
            Clients();
            xml.Leave("Declaratie");
            xml.Leave("Bericht");
            xml.End();

            var signedTotal = isCredit ? -total : total;
            var sum = lines.Aggregate(Money.Zero, (running, line) => running + line.SignedAmount);
            return sum == signedTotal
                ? new Declaration(header, number, period, datedOn, signedTotal, lines)
                : throw new DeclarationFaultException(DeclarationFault.TotalNotSum.At(totalLine, sum.ToString()));
        }

        private MessageHeader Header(Action<MessageHeader> onHeader)
        {
            xml.Enter(DeclarationNamespace, "Header");
            var code = Own("BerichtCode");
            var version = Own("BerichtVersie");
            var subversion = Own("BerichtSubversie");
            var sender = Own("Afzender").Digits(8);
            var municipality = Own("Ontvanger").Digits(4);
            xml.Enter(DeclarationNamespace, "BerichtIdentificatie");
            var identification = Shared("Identificatie").Words(12);
            var dated = Shared("Dagtekening");
            xml.Leave("BerichtIdentificatie");
            xml.Enter(DeclarationNamespace, "XsdVersie");
            var baseSchema = Shared("BasisschemaXsdVersie");
            var messageSchema = Shared("BerichtXsdVersie");
            xml.Leave("XsdVersie");
            xml.Leave("Header");

            // Only now the rules: with the whole header in hand the sender can be answered.
            var header = new MessageHeader(sender, municipality, identification, dated.Date(), baseSchema.Version(), messageSchema.Version());
            onHeader(header);
            Date(dated);
            if (code.Text != DeclarationCode)
            {
                throw code.Fault(DeclarationFault.NotADeclaration);
            }

            Require(version, StandardVersion, trimmed: true);
            Require(subversion, StandardSubversion, trimmed: true);
            Require(baseSchema, SchemaVersion, trimmed: false);
            Require(messageSchema, SchemaVersion, trimmed: false);
            return header;
        }

        private void Clients()
        {
            xml.Enter(DeclarationNamespace, "Clienten");
            do
            {
                xml.Enter(DeclarationNamespace, "Client");
                var bsn = Own("Bsn");
                if (!Core.Bsn.IsWellFormed(bsn.Digits(9)))
                {
                    throw bsn.Fault(DeclarationFault.BsnInvalid);
                }

                xml.Enter(DeclarationNamespace, "Prestaties");
                do
                {
                    lines.Add(Line(bsn.Text));
                }
                while (xml.IsNext(DeclarationNamespace, "Prestatie"));
                xml.Leave("Prestaties");
                xml.Leave("Client");
            }
            while (xml.IsNext(DeclarationNamespace, "Client"));
            xml.Leave("Clienten");
        }

        private DeclarationLine Line(string bsn)
        {
            var start = xml.Enter(DeclarationNamespace, "Prestatie");
            xml.Enter(DeclarationNamespace, "ProductReferentie");
            var reference = Shared("ReferentieNummer").Characters(20);
            var previous = xml.IsNext(BaseNamespace, "VorigReferentieNummer") ? Shared("VorigReferentieNummer").Characters(20) : null;
            xml.Leave("ProductReferentie");
            var assignment = Own("ToewijzingNummer").Number(999_999_999);
            var category = Own("ProductCategorie").OneOf(Categories);
            var product = Own("ProductCode").Words(5);
            var (period, periodLine) = ClosedPeriod("ProductPeriode");
            if (!period.IsInsideOneMonth)
            {
                throw new DeclarationFaultException(DeclarationFault.ProductPeriodOverMonths.At(periodLine));
            }

            var volume = Own("GeleverdVolume").Number(99_999_999);
            var unit = Own("Eenheid").OneOf(Units);
            Money? rate = xml.IsNext(DeclarationNamespace, "ProductTarief") ? new Money(Own("ProductTarief").Number(99_999_999)) : null;
            var amountLine = xml.Enter(DeclarationNamespace, "IngediendBedrag");
            var (amount, isCredit) = Amount(amountLine, "Bedrag", 99_999_999);
            xml.Leave("IngediendBedrag");
            xml.Leave("Prestatie");

            var line = new DeclarationLine(lines.Count + 1, bsn, reference, previous, assignment, category, product, period, volume, unit, rate, amount, isCredit, start);
            return FaultIn(line) is { } fault ? throw new DeclarationFaultException(fault.At(start)) : line;
        }

        private static DeclarationFault? FaultIn(DeclarationLine line) => line switch
        {
            { IsCredit: true, PreviousReference: null } => DeclarationFault.PreviousReferenceMissing,
            { Unit: not Euro, Rate: null } => DeclarationFault.RateMissing,
            { Unit: Euro } when line.Amount.Cents != line.Volume => DeclarationFault.VolumeNotAmount,
            _ => null,
        };

        /// <summary>An amount of nothing is a debit, so that one fact has one form.</summary>
        private (Money Amount, bool IsCredit) Amount(int line, string name, long maximum)
        {
            var amount = new Money(Shared(name).Number(maximum));
            var isCredit = Shared("DebetCredit").OneOf(Signs) is Credit;
            return isCredit && amount == Money.Zero ? throw new DeclarationFaultException(DeclarationFault.CreditOfZero.At(line)) : (amount, isCredit);
        }

        private Period DeclarationPeriod()
        {
            var (period, line) = ClosedPeriod("DeclaratiePeriode");
            return period.IsWholeMonth ? period : throw new DeclarationFaultException(DeclarationFault.PeriodNotAMonth.At(line));
        }

        private (Period Period, int Line) ClosedPeriod(string name)
        {
            var line = xml.Enter(DeclarationNamespace, name);
            var startsOn = Date(Shared("Begindatum"));
            var endsOn = Date(Shared("Einddatum"));
            xml.Leave(name);
            return startsOn <= endsOn ? (new Period(startsOn, endsOn), line) : throw new DeclarationFaultException(DeclarationFault.PeriodReversed.At(line, name));
        }

        private DateOnly Date(Field field)
        {
            var date = field.Date();
            return date >= oldestDay ? date : throw field.Fault(DeclarationFault.DateOutOfRange);
        }

        private static void Require(Field field, string value, bool trimmed)
        {
            if ((trimmed ? field.Text.Trim(' ', '\t', '\r', '\n') : field.Text) != value)
            {
                throw field.Fault(DeclarationFault.OtherVersion);
            }
        }

        private Field Own(string name) => xml.Read(DeclarationNamespace, name);

        private Field Shared(string name) => xml.Read(BaseNamespace, name);
    }
}
