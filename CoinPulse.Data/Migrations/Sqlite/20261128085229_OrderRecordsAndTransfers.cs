using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoinPulse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OrderRecordsAndTransfers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HistoryMarks",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WantedFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Through = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReadBackTo = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TransfersThrough = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HidesTransfers = table.Column<bool>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HistoryMarks", x => x.Account);
                });

            migrationBuilder.CreateTable(
                name: "OrderRecords",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Position = table.Column<Guid>(type: "TEXT", nullable: true),
                    Market = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Limit = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: true),
                    Quantity = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: true),
                    Executed = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    ExecutedFunds = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    PaidFee = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastTradeAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsSettled = table.Column<bool>(type: "INTEGER", nullable: false),
                    HasAllTrades = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderRecords", x => new { x.Account, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "PaperTransfers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 96, nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperTransfers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PaperTransfers_PaperAccounts_Account",
                        column: x => x.Account,
                        principalTable: "PaperAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TransferRecords",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 96, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Direction = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    Fee = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransferRecords", x => new { x.Account, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "TradeRecords",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 96, nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Market = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Price = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Quantity = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Funds = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    Fee = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TradeRecords", x => new { x.Account, x.Id, x.Side });
                    table.ForeignKey(
                        name: "FK_TradeRecords_OrderRecords_Account_Order",
                        columns: x => new { x.Account, x.Order },
                        principalTable: "OrderRecords",
                        principalColumns: new[] { "Account", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HistoryMarks_Owner",
                table: "HistoryMarks",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_OrderRecords_Account_CreatedAt",
                table: "OrderRecords",
                columns: new[] { "Account", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderRecords_Account_IsSettled",
                table: "OrderRecords",
                columns: new[] { "Account", "IsSettled" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderRecords_Owner",
                table: "OrderRecords",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_PaperTransfers_Account_At",
                table: "PaperTransfers",
                columns: new[] { "Account", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PaperTransfers_Owner",
                table: "PaperTransfers",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_TradeRecords_Account_At",
                table: "TradeRecords",
                columns: new[] { "Account", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TradeRecords_Account_Market_At",
                table: "TradeRecords",
                columns: new[] { "Account", "Market", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TradeRecords_Account_Order",
                table: "TradeRecords",
                columns: new[] { "Account", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_TradeRecords_Owner",
                table: "TradeRecords",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_TransferRecords_Account_At",
                table: "TransferRecords",
                columns: new[] { "Account", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TransferRecords_Owner",
                table: "TransferRecords",
                column: "Owner");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HistoryMarks");

            migrationBuilder.DropTable(
                name: "PaperTransfers");

            migrationBuilder.DropTable(
                name: "TradeRecords");

            migrationBuilder.DropTable(
                name: "TransferRecords");

            migrationBuilder.DropTable(
                name: "OrderRecords");
        }
    }
}
