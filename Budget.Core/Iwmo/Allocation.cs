using System.Globalization;

namespace Budget.Core.Iwmo;

/// <summary>A municipality allocates help to a provider (iWmo 3.2, WMO301): to one client, one or more products. The schema has one client a message.</summary>
/// <param name="NameUse">A <see cref="Iwmo.NameUse"/>; the schema demands it, the portal does not keep it.</param>
/// <param name="AddressKind">An <see cref="Iwmo.AddressKind"/>; the schema demands one address of which only the kind is needed, and the portal keeps no address.</param>
public sealed record Allocation(OutgoingHeader Header, MessageClient Client, string NameUse, string AddressKind, IReadOnlyList<AllottedProduct> Products);

/// <param name="AssignmentNumber">At most nine digits; what the provider declares on.</param>
/// <param name="Reference">Of the provider, at most 36 characters: of the request that this answers, if there was one.</param>
/// <param name="AllottedOn">The Dutch day on which it was decided; with the time of that day, later than an earlier word on the same number.</param>
/// <param name="ReasonOfChange">A <see cref="Iwmo.ReasonOfChange"/>; none for a new allocation.</param>
/// <param name="Budget">At most 999.999,99 euros.</param>
public sealed record AllottedProduct(
    long AssignmentNumber, string? Reference, MessageProduct Product, DateOnly AllottedOn, TimeOnly AllottedAt, DateOnly StartsOn, DateOnly? EndsOn,
    string? ReasonOfChange, Extent? Extent, Money? Budget);

/// <summary>Writes an allocation as WMO301. The values are taken as they are; a time is cut to whole seconds.</summary>
public static class WriteAllocation
{
    public static void Write(Stream target, Allocation allocation)
    {
        using var message = new IwmoWriter(target, MessageKind.Allocation);
        message.Header(allocation.Header);
        message.Group("Client", () =>
        {
            message.Client(allocation.Client, allocation.NameUse);
            message.Group("Contactgegevens", () => message.Group("Contact", () => message.Own("Soort", allocation.AddressKind)));
            message.Several("ToegewezenProducten", "ToegewezenProduct", allocation.Products, product => Write(message, product));
        });
    }

    private static void Write(IwmoWriter message, AllottedProduct product)
    {
        message.Own("ToewijzingNummer", IwmoWriter.Number(product.AssignmentNumber));
        message.OwnIfAny("ReferentieAanbieder", product.Reference);
        message.Product(product.Product);
        message.Own("Toewijzingsdatum", IwmoWriter.Day(product.AllottedOn));
        message.Own("Toewijzingstijd", product.AllottedAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        message.Own("Ingangsdatum", IwmoWriter.Day(product.StartsOn));
        message.OwnIfAny("Einddatum", product.EndsOn);
        message.OwnIfAny("RedenWijziging", product.ReasonOfChange);
        message.Extent(product.Extent, product.Budget);
    }
}
