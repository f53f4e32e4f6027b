namespace Budget.Core.Iwmo;

/// <summary>Who sends a message to whom, under which identification (iWmo 3.2, Header).</summary>
/// <param name="SenderAgb">The provider's AGB code, eight digits.</param>
/// <param name="MunicipalityCode">The municipality the message is addressed to, four digits.</param>
/// <param name="Identification">At most twelve characters, unique per sender and kind of message (9056).</param>
/// <param name="DatedOn">Dagtekening; the term of payment counts from this day.</param>
public sealed record MessageHeader(
    string SenderAgb,
    string MunicipalityCode,
    string Identification,
    DateOnly DatedOn,
    string BaseSchemaVersion,
    string MessageSchemaVersion);

/// <summary>The header of what a municipality sends to a provider.</summary>
/// <param name="MunicipalityCode">Of the sender, four digits.</param>
/// <param name="ProviderAgb">The AGB code of the provider that receives it, eight digits.</param>
/// <param name="Identification">At most twelve characters, unique among the messages of this kind that the municipality sends.</param>
public sealed record OutgoingHeader(string MunicipalityCode, string ProviderAgb, string Identification, DateOnly DatedOn);
