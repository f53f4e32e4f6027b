namespace Budget.Core.Iwmo;

/// <summary>
/// A provider asks to change what was allocated to it (iWmo 3.2, WMO317): of one client, all that it gives: what stays, what changes and what comes beside it.
/// </summary>
/// <param name="Reference">Of the provider, at most 36 characters; the answer carries it.</param>
/// <param name="Reason">A <see cref="ReasonOfRequest"/>.</param>
/// <param name="Unchanged">The numbers of the allocations that stay as they are.</param>
public sealed record ChangeRequest(
    MessageHeader Header, string Bsn, string Reference, string Reason, IReadOnlyList<long> Unchanged, IReadOnlyList<ChangedProduct> Changed, IReadOnlyList<AddedProduct> Added)
{
    /// <summary>Without the BSN: a log may meet this text.</summary>
    public override string ToString() => $"a request for change {Header.Identification}";
}

/// <param name="StartsOn">The first day on which the change is wished.</param>
/// <param name="EndsOn">The last day that is wished; open when none is.</param>
/// <param name="XmlLine">Line of the file on which the product starts; zero when it came from no file.</param>
public sealed record ChangedProduct(long AssignmentNumber, DateOnly StartsOn, DateOnly? EndsOn, Extent? Extent, Money? Budget, int XmlLine);

/// <param name="EndsOn">The last day that is wished; open when none is.</param>
/// <param name="XmlLine">Line of the file on which the product starts; zero when it came from no file.</param>
public sealed record AddedProduct(MessageProduct? Product, DateOnly StartsOn, DateOnly? EndsOn, Extent? Extent, Money? Budget, int XmlLine);

/// <summary>
/// Reads a WMO317: order and form of every element as in its schema, a BSN that can exist and no end before the start. A file that breaks it is refused as a whole.
/// Whether there are such allocations, and what of the request can be given, is for the caller.
/// </summary>
public static class ReadChangeRequest
{
    public static MessageReading<ChangeRequest> Read(Stream xml) => MessageElements.Read(xml, MessageKind.ChangeRequest, Content);

    private static ChangeRequest Content(MessageElements xml)
    {
        xml.Enter("Client");
        var bsn = xml.Bsn().Text;
        xml.Enter("Verzoek");
        var reference = xml.Reference();
        var reason = xml.Own("RedenVerzoek").OneOf(ReasonOfRequest.All);
        var unchanged = xml.IsNext("OngewijzigdeProducten")
            ? xml.Several("OngewijzigdeProducten", "OngewijzigdProduct", _ => xml.Number("ToewijzingNummer"))
            : [];
        var changed = xml.IsNext("TeWijzigenProducten") ? xml.Several("TeWijzigenProducten", "TeWijzigenProduct", line => Changed(xml, line)) : [];
        var added = xml.IsNext("NieuweProducten") ? xml.Several("NieuweProducten", "NieuwProduct", line => Added(xml, line)) : [];
        xml.Leave("Verzoek");
        xml.Leave("Client");
        return new ChangeRequest(xml.Header, bsn, reference, reason, unchanged, changed, added);
    }

    private static ChangedProduct Changed(MessageElements xml, int line)
    {
        var number = xml.Number("ToewijzingNummer");
        var startsOn = xml.Own("GewensteIngangsdatum").Date();
        return new ChangedProduct(number, startsOn, xml.LastDay("Einddatum", startsOn, line), xml.Extent(), xml.Budget(), line);
    }

    private static AddedProduct Added(MessageElements xml, int line)
    {
        var product = xml.Product();
        var startsOn = xml.Own("GewensteIngangsdatum").Date();
        return new AddedProduct(product, startsOn, xml.LastDay("Einddatum", startsOn, line), xml.Extent(), xml.Budget(), line);
    }
}

/// <summary>Writes a WMO317, as the providers of the demo send it. The values are taken as they are: the reader is the judge of them.</summary>
public static class WriteChangeRequest
{
    public static void Write(Stream target, ChangeRequest request)
    {
        using var message = new IwmoWriter(target, MessageKind.ChangeRequest);
        message.Header(request.Header);
        message.Group("Client", () =>
        {
            message.Own("Bsn", request.Bsn);
            message.Group("Verzoek", () => Write(message, request));
        });
    }

    private static void Write(IwmoWriter message, ChangeRequest request)
    {
        message.Own("ReferentieAanbieder", request.Reference);
        message.Own("RedenVerzoek", request.Reason);
        if (request.Unchanged.Count > 0)
        {
            message.Several("OngewijzigdeProducten", "OngewijzigdProduct", request.Unchanged, number => message.Own("ToewijzingNummer", IwmoWriter.Number(number)));
        }

        if (request.Changed.Count > 0)
        {
            message.Several("TeWijzigenProducten", "TeWijzigenProduct", request.Changed, product =>
            {
                message.Own("ToewijzingNummer", IwmoWriter.Number(product.AssignmentNumber));
                Wish(message, product.StartsOn, product.EndsOn, product.Extent, product.Budget);
            });
        }

        if (request.Added.Count > 0)
        {
            message.Several("NieuweProducten", "NieuwProduct", request.Added, product =>
            {
                message.Product(product.Product);
                Wish(message, product.StartsOn, product.EndsOn, product.Extent, product.Budget);
            });
        }
    }

    private static void Wish(IwmoWriter message, DateOnly startsOn, DateOnly? endsOn, Extent? extent, Money? budget)
    {
        message.Own("GewensteIngangsdatum", IwmoWriter.Day(startsOn));
        message.OwnIfAny("Einddatum", endsOn);
        message.Extent(extent, budget);
    }
}
