namespace Budget.Core.Iwmo;

/// <summary>A provider asks for allocations to itself (iWmo 3.2, WMO315): for one client, one or more products.</summary>
public sealed record AllocationRequest(MessageHeader Header, MessageClient Client, IReadOnlyList<RequestedProduct> Products);

/// <param name="Reference">Of the provider, at most 36 characters; the answer carries it.</param>
/// <param name="DecisionNumber">Of the decision of the municipality, when the provider knows it.</param>
/// <param name="DecisionFrom">The first day of that decision.</param>
/// <param name="EndsOn">The last day that is wished; open when none is.</param>
/// <param name="Budget">At most 999.999,99 euros.</param>
/// <param name="XmlLine">Line of the file on which the product starts; zero when it came from no file.</param>
public sealed record RequestedProduct(
    string Reference, long? DecisionNumber, MessageProduct? Product, DateOnly? DecisionFrom, DateOnly StartsOn, DateOnly? EndsOn,
    Extent? Extent, Money? Budget, Referrer Referrer, int XmlLine);

/// <summary>
/// Reads a WMO315: order and form of what we need as in its schema, a BSN that can exist and no end before the start; the rest, comments among it, is passed over.
/// A file that breaks it is refused as a whole. Whether it can be allocated is for the caller.
/// </summary>
public static class ReadAllocationRequest
{
    public static MessageReading<AllocationRequest> Read(Stream xml) => MessageElements.Read(xml, MessageKind.AllocationRequest, Content);

    private static AllocationRequest Content(MessageElements xml)
    {
        xml.Enter("Client");
        var client = xml.Client();
        xml.Skip("Commentaar");
        var products = xml.Several("AangevraagdeProducten", "AangevraagdProduct", line => Product(xml, line));
        xml.Leave("Client");
        return new AllocationRequest(xml.Header, client, products);
    }

    private static RequestedProduct Product(MessageElements xml, int line)
    {
        var reference = xml.Reference();
        var decision = xml.NumberIfAny("BeschikkingNummer");
        var product = xml.Product();
        var decisionFrom = xml.DayIfAny("BeschikkingIngangsdatum");
        var startsOn = xml.Own("ToewijzingIngangsdatum").Date();
        var endsOn = xml.LastDay("ToewijzingEinddatum", startsOn, line);
        var (extent, budget) = (xml.Extent(), xml.Budget());
        var referrer = Referrer(xml);
        xml.Skip("Raamcontract");
        xml.Skip("Commentaar");
        return new RequestedProduct(reference, decision, product, decisionFrom, startsOn, endsOn, extent, budget, referrer, line);
    }

    private static Referrer Referrer(MessageElements xml)
    {
        xml.Enter("Verwijzer");
        var type = xml.Shared("Type").OneOf(ReferrerType.All);
        var name = xml.IsSharedNext("Naam") ? xml.Shared("Naam").Words(64) : null;
        var agb = xml.IsSharedNext("ZorgverlenerCode") ? xml.Shared("ZorgverlenerCode").Digits(8) : null;
        xml.Leave("Verwijzer");
        return new Referrer(type, name, agb);
    }
}

/// <summary>Writes a WMO315, as the providers of the demo send it. The values are taken as they are: the reader is the judge of them.</summary>
public static class WriteAllocationRequest
{
    public static void Write(Stream target, AllocationRequest request)
    {
        using var message = new IwmoWriter(target, MessageKind.AllocationRequest);
        message.Header(request.Header);
        message.Group("Client", () =>
        {
            message.Client(request.Client);
            message.Several("AangevraagdeProducten", "AangevraagdProduct", request.Products, product => Write(message, product));
        });
    }

    private static void Write(IwmoWriter message, RequestedProduct product)
    {
        message.Own("ReferentieAanbieder", product.Reference);
        message.OwnIfAny("BeschikkingNummer", product.DecisionNumber);
        message.Product(product.Product);
        message.OwnIfAny("BeschikkingIngangsdatum", product.DecisionFrom);
        message.Own("ToewijzingIngangsdatum", IwmoWriter.Day(product.StartsOn));
        message.OwnIfAny("ToewijzingEinddatum", product.EndsOn);
        message.Extent(product.Extent, product.Budget);
        message.Group("Verwijzer", () =>
        {
            message.Shared("Type", product.Referrer.Type);
            message.SharedIfAny("Naam", product.Referrer.Name);
            message.SharedIfAny("ZorgverlenerCode", product.Referrer.Agb);
        });
    }
}
