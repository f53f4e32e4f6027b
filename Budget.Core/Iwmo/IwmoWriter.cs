using System.Globalization;
using System.Text;
using System.Xml;
using Budget.Core.Invoices;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Iwmo;

/// <summary>
/// Writes the groups of elements that WMO323 and WMO325 share, with the prefixes of the published samples.
/// The same message always gives the same bytes: UTF-8 without byte order mark, tabs, line feeds.
/// </summary>
internal sealed class IwmoWriter : IDisposable
{
    private readonly XmlWriter xml;
    private readonly string prefix;
    private readonly string space;

    public IwmoWriter(Stream target, string prefix, string space)
    {
        (this.prefix, this.space) = (prefix, space);
        xml = XmlWriter.Create(target, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = "\t",
            NewLineChars = "\n",
            // A carriage return in a reference would come back as a line feed.
            NewLineHandling = NewLineHandling.Entitize,
            CloseOutput = false,
        });
        xml.WriteStartDocument();
        xml.WriteStartElement(prefix, "Bericht", space);
        xml.WriteAttributeString("xmlns", "iwmo", ns: null, BaseNamespace);
    }

    public void Dispose()
    {
        xml.WriteEndDocument();
        xml.Dispose();
    }

    public void Group(string name, Action content)
    {
        xml.WriteStartElement(prefix, name, space);
        content();
        xml.WriteEndElement();
    }

    public void Own(string name, string value) => xml.WriteElementString(prefix, name, space, value);

    public void Identification(string name, string identification, DateOnly datedOn) => Group(name, () =>
    {
        Shared("Identificatie", identification);
        Shared("Dagtekening", Day(datedOn));
    });

    public void SchemaVersions(string name, string baseSchema, string messageSchema) => Group(name, () =>
    {
        Shared("BasisschemaXsdVersie", baseSchema);
        Shared("BerichtXsdVersie", messageSchema);
    });

    public void ClosedPeriod(string name, Period period) => Group(name, () =>
    {
        Shared("Begindatum", Day(period.StartsOn));
        Shared("Einddatum", Day(period.EndsOn));
    });

    public void Total(string name, Money total) => Signed(name, "TotaalBedrag", total.IsNegative ? -total : total, total.IsNegative);

    /// <summary>All of a Prestatie but its return codes.</summary>
    public void Line(DeclarationLine line)
    {
        Group("ProductReferentie", () =>
        {
            Shared("ReferentieNummer", line.Reference);
            if (line.PreviousReference is { } previous)
            {
                Shared("VorigReferentieNummer", previous);
            }
        });
        Own("ToewijzingNummer", Number(line.AssignmentNumber));
        Own("ProductCategorie", line.Category);
        Own("ProductCode", line.ProductCode);
        ClosedPeriod("ProductPeriode", line.Period);
        Own("GeleverdVolume", Number(line.Volume));
        Own("Eenheid", line.Unit);
        if (line.Rate is { } rate)
        {
            Own("ProductTarief", Number(rate.Cents));
        }

        Signed("IngediendBedrag", "Bedrag", line.Amount, line.IsCredit);
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Signed(string name, string amountName, Money amount, bool isCredit) => Group(name, () =>
    {
        Shared(amountName, Number(amount.Cents));
        Shared("DebetCredit", isCredit ? Credit : Debit);
    });

    private void Shared(string name, string value) => xml.WriteElementString("iwmo", name, BaseNamespace, value);
}
