namespace Budget.Core.Iwmo;

/// <summary>A provider says that help began (iWmo 3.2, WMO305): of one client, one or more products.</summary>
public sealed record StartMessage(MessageHeader Header, MessageClient Client, IReadOnlyList<StartedProduct> Products);

/// <param name="AssignmentNumber">Of the allocation; none when the provider began without one.</param>
/// <param name="AllottedFrom">The first day of the allocation, as the provider knows it.</param>
/// <param name="StartedOn">The day on which help began.</param>
/// <param name="Status">A <see cref="DeliveryStatus"/>.</param>
/// <param name="XmlLine">Line of the file on which the product starts; zero when it came from no file.</param>
public sealed record StartedProduct(
    long? AssignmentNumber, MessageProduct? Product, DateOnly? AllottedFrom, DateOnly StartedOn, string Status, int XmlLine);

/// <summary>
/// Reads a WMO305: order and form of what we need as in its schema, and a BSN that can exist; the rest is passed over. A file that breaks it is refused as a whole.
/// Whether there is such an allocation is for the caller.
/// </summary>
public static class ReadStart
{
    public static MessageReading<StartMessage> Read(Stream xml) => MessageElements.Read(xml, MessageKind.Start, Content);

    private static StartMessage Content(MessageElements xml)
    {
        xml.Enter("Client");
        var client = xml.Client();
        var products = xml.Several("StartProducten", "StartProduct", line => new StartedProduct(
            xml.NumberIfAny("ToewijzingNummer"), xml.Product(), xml.DayIfAny("ToewijzingIngangsdatum"), xml.Own("Begindatum").Date(),
            xml.Own("StatusAanlevering").OneOf(DeliveryStatus.All), line));
        xml.Leave("Client");
        return new StartMessage(xml.Header, client, products);
    }
}

/// <summary>Writes a WMO305, as the providers of the demo send it. The values are taken as they are: the reader is the judge of them.</summary>
public static class WriteStart
{
    public static void Write(Stream target, StartMessage start)
    {
        using var message = new IwmoWriter(target, MessageKind.Start);
        message.Header(start.Header);
        message.Group("Client", () =>
        {
            message.Client(start.Client);
            message.Several("StartProducten", "StartProduct", start.Products, product =>
            {
                message.OwnIfAny("ToewijzingNummer", product.AssignmentNumber);
                message.Product(product.Product);
                message.OwnIfAny("ToewijzingIngangsdatum", product.AllottedFrom);
                message.Own("Begindatum", IwmoWriter.Day(product.StartedOn));
                message.Own("StatusAanlevering", product.Status);
            });
        });
    }
}
