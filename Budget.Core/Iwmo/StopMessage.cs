namespace Budget.Core.Iwmo;

/// <summary>A provider says that help ended (iWmo 3.2, WMO307): of one client, one or more products.</summary>
public sealed record StopMessage(MessageHeader Header, MessageClient Client, IReadOnlyList<StoppedProduct> Products);

/// <param name="AssignmentNumber">Of the allocation; none when the provider helped without one.</param>
/// <param name="AllottedFrom">The first day of the allocation, as the provider knows it.</param>
/// <param name="StartedOn">The day on which help began, as it stood in the start message.</param>
/// <param name="Reason">A <see cref="ReasonOfEnd"/>, also one that has no name there.</param>
/// <param name="EndedOn">The last day of help; not before the day on which it began.</param>
/// <param name="Status">A <see cref="DeliveryStatus"/>.</param>
/// <param name="XmlLine">Line of the file on which the product starts; zero when it came from no file.</param>
public sealed record StoppedProduct(
    long? AssignmentNumber, MessageProduct? Product, DateOnly? AllottedFrom, DateOnly StartedOn, string Reason, DateOnly EndedOn, string Status, int XmlLine);

/// <summary>
/// Reads a WMO307: order and form of what we need as in its schema, a BSN that can exist and no end before the start; the rest is passed over. A file that breaks it
/// is refused as a whole. Whether there is such an allocation is for the caller.
/// </summary>
public static class ReadStop
{
    public static MessageReading<StopMessage> Read(Stream xml) => MessageElements.Read(xml, MessageKind.Stop, Content);

    private static StopMessage Content(MessageElements xml)
    {
        xml.Enter("Client");
        var client = xml.Client();
        var products = xml.Several("StopProducten", "StopProduct", line => Product(xml, line));
        xml.Leave("Client");
        return new StopMessage(xml.Header, client, products);
    }

    private static StoppedProduct Product(MessageElements xml, int line)
    {
        var product = new StoppedProduct(
            xml.NumberIfAny("ToewijzingNummer"), xml.Product(), xml.DayIfAny("ToewijzingIngangsdatum"), xml.Own("Begindatum").Date(),
            xml.Own("RedenBeeindiging").OneOf(ReasonOfEnd.All), xml.Own("Einddatum").Date(), xml.Own("StatusAanlevering").OneOf(DeliveryStatus.All), line);
        return product.EndedOn < product.StartedOn ? throw new MessageFaultException(MessageFault.PeriodReversed.At(line, "Einddatum")) : product;
    }
}

/// <summary>Writes a WMO307, as the providers of the demo send it. The values are taken as they are: the reader is the judge of them.</summary>
public static class WriteStop
{
    public static void Write(Stream target, StopMessage stop)
    {
        using var message = new IwmoWriter(target, MessageKind.Stop);
        message.Header(stop.Header);
        message.Group("Client", () =>
        {
            message.Client(stop.Client);
            message.Several("StopProducten", "StopProduct", stop.Products, product =>
            {
                message.OwnIfAny("ToewijzingNummer", product.AssignmentNumber);
                message.Product(product.Product);
                message.OwnIfAny("ToewijzingIngangsdatum", product.AllottedFrom);
                message.Own("Begindatum", IwmoWriter.Day(product.StartedOn));
                message.Own("RedenBeeindiging", product.Reason);
                message.Own("Einddatum", IwmoWriter.Day(product.EndedOn));
                message.Own("StatusAanlevering", product.Status);
            });
        });
    }
}
