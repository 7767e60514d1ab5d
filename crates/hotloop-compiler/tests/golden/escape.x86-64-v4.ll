target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="512" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <8 x i64>
  %v7.0 = alloca <8 x i1>
  %v8.0 = alloca <8 x i1>
  %v9.0 = alloca <8 x i1>
  %v10.0 = alloca <8 x i1>
  %v11.0 = alloca <8 x i1>
  %v12.0 = alloca <8 x double>
  %v13.0 = alloca <8 x double>
  %v14.0 = alloca <8 x double>
  %v15.0 = alloca <8 x i64>
  %v16.0 = alloca <8 x i1>
  %v17 = alloca i64
  %v18.0 = alloca <8 x i1>
  %v19.0 = alloca <8 x i1>
  %v20 = alloca i64
  %v21.0 = alloca <8 x double>
  %v22.0 = alloca <8 x i64>
  %v23.0 = alloca <8 x i1>
  %v24.0 = alloca <8 x i1>
  %v25.0 = alloca <8 x double>
  %v26.0 = alloca <8 x i64>
  %v27.0 = alloca <8 x i1>
  %v28 = alloca i64
  %v29.0 = alloca <8 x i1>
  %v30.0 = alloca <8 x i1>
  %v31.0 = alloca <8 x i1>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store <8 x i64> splat (i64 0), ptr %v6.0
  store <8 x i1> splat (i1 false), ptr %v11.0
  store <8 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <8 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <8 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <8 x i1> splat (i1 false), ptr %v7.0
  store <8 x i1> splat (i1 false), ptr %v8.0
  br label %next8
next8:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
  store i64 8, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load <8 x i1>, ptr %v8.0
  %t37 = load <8 x i1>, ptr %v7.0
  %t38 = xor <8 x i1> %t37, splat (i1 -1)
  %t39 = and <8 x i1> %t36, %t38
  store <8 x i1> %t39, ptr %v9.0
  %t40 = load <8 x i1>, ptr %v9.0
  %t41 = bitcast <8 x i1> %t40 to i8
  %t42 = icmp ne i8 %t41, 0
  br i1 %t42, label %then43, label %done43
then43:
  %t44 = load <8 x i1>, ptr %v9.0
  %t45 = load <8 x i64>, ptr %v15.0
  %t46 = load <8 x i64>, ptr %v6.0
  %t47 = load ptr, ptr %v2.data
  %t48 = getelementptr i64, ptr %t47, <8 x i64> %t46
  call void @llvm.masked.scatter.v8i64.v8p0(<8 x i64> %t45, <8 x ptr> align 8 %t48, <8 x i1> %t44)
  br label %done43
done43:
  %t49 = load <8 x i1>, ptr %v7.0
  %t50 = xor <8 x i1> %t49, splat (i1 -1)
  %t51 = load i64, ptr %v5
  %t52 = insertelement <8 x i64> poison, i64 %t51, i64 0
  %t53 = shufflevector <8 x i64> %t52, <8 x i64> poison, <8 x i32> zeroinitializer
  %t54 = zext <8 x i1> %t50 to <8 x i64>
  %t55 = shufflevector <8 x i64> %t54, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6>
  %t56 = add <8 x i64> %t54, %t55
  %t57 = shufflevector <8 x i64> %t56, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 8, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5>
  %t58 = add <8 x i64> %t56, %t57
  %t59 = shufflevector <8 x i64> %t58, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 8, i32 8, i32 8, i32 0, i32 1, i32 2, i32 3>
  %t60 = add <8 x i64> %t58, %t59
  %t61 = sub <8 x i64> %t60, %t54
  %t62 = insertelement <8 x i64> poison, i64 0, i64 0
  %t63 = shufflevector <8 x i64> %t62, <8 x i64> poison, <8 x i32> zeroinitializer
  %t64 = add <8 x i64> %t61, %t63
  %t65 = bitcast <8 x i1> %t50 to i8
  %t66 = zext i8 %t65 to i32
  %t67 = call i32 @llvm.ctpop.i32(i32 %t66)
  %t68 = zext i32 %t67 to i64
  %t69 = add i64 0, %t68
  %t70 = add <8 x i64> %t53, %t64
  %t71 = load <8 x i64>, ptr %v6.0
  %t72 = select <8 x i1> %t50, <8 x i64> %t70, <8 x i64> %t71
  store <8 x i64> %t72, ptr %v6.0
  %t73 = load <8 x i1>, ptr %v7.0
  %t74 = xor <8 x i1> %t73, splat (i1 -1)
  %t75 = load <8 x i64>, ptr %v6.0
  %t76 = load i64, ptr %v4
  %t77 = insertelement <8 x i64> poison, i64 %t76, i64 0
  %t78 = shufflevector <8 x i64> %t77, <8 x i64> poison, <8 x i32> zeroinitializer
  %t79 = icmp slt <8 x i64> %t75, %t78
  %t80 = and <8 x i1> %t74, %t79
  store <8 x i1> %t80, ptr %v10.0
  %t81 = load i64, ptr %v5
  %t82 = load <8 x i1>, ptr %v10.0
  %t83 = bitcast <8 x i1> %t82 to i8
  %t84 = zext i8 %t83 to i32
  %t85 = call i32 @llvm.ctpop.i32(i32 %t84)
  %t86 = zext i32 %t85 to i64
  %t87 = add i64 %t81, %t86
  store i64 %t87, ptr %v5
  %t88 = load <8 x i1>, ptr %v7.0
  %t89 = load <8 x i1>, ptr %v10.0
  %t90 = or <8 x i1> %t88, %t89
  store <8 x i1> %t90, ptr %v8.0
  %t91 = load <8 x i1>, ptr %v8.0
  %t92 = bitcast <8 x i1> %t91 to i8
  %t93 = icmp ne i8 %t92, 0
  %t94 = xor i1 %t93, true
  br i1 %t94, label %then95, label %done95, !prof !1
then95:
  br label %end8
done95:
  %t96 = load <8 x i1>, ptr %v10.0
  %t97 = bitcast <8 x i1> %t96 to i8
  %t98 = icmp ne i8 %t97, 0
  br i1 %t98, label %then99, label %done99, !prof !0
then99:
  %t100 = load <8 x i1>, ptr %v10.0
  %t101 = load <8 x i64>, ptr %v6.0
  %t102 = load ptr, ptr %v0.data
  %t103 = getelementptr double, ptr %t102, <8 x i64> %t101
  %t104 = call <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr> align 8 %t103, <8 x i1> %t100, <8 x double> zeroinitializer)
  store <8 x double> %t104, ptr %v12.0
  %t105 = load <8 x i1>, ptr %v10.0
  %t106 = load <8 x double>, ptr %v12.0
  %t107 = load <8 x double>, ptr %v13.0
  %t108 = select <8 x i1> %t105, <8 x double> %t106, <8 x double> %t107
  store <8 x double> %t108, ptr %v13.0
  %t109 = load <8 x i1>, ptr %v10.0
  %t110 = load <8 x double>, ptr %v14.0
  %t111 = select <8 x i1> %t109, <8 x double> splat (double 0x0000000000000000), <8 x double> %t110
  store <8 x double> %t111, ptr %v14.0
  %t112 = load <8 x i1>, ptr %v10.0
  %t113 = load <8 x i64>, ptr %v15.0
  %t114 = select <8 x i1> %t112, <8 x i64> splat (i64 0), <8 x i64> %t113
  store <8 x i64> %t114, ptr %v15.0
  %t115 = load <8 x i1>, ptr %v11.0
  %t116 = load <8 x i1>, ptr %v10.0
  %t117 = xor <8 x i1> %t116, splat (i1 -1)
  %t118 = and <8 x i1> %t115, %t117
  %t119 = or <8 x i1> %t118, %t116
  store <8 x i1> %t119, ptr %v11.0
  %t120 = load <8 x i1>, ptr %v7.0
  %t121 = load <8 x i1>, ptr %v10.0
  %t122 = or <8 x i1> %t120, %t121
  store <8 x i1> %t122, ptr %v7.0
  br label %done99
done99:
  store i64 0, ptr %v17
  store <8 x i1> splat (i1 false), ptr %v18.0
  br label %next9
next9:
  %t124 = load i64, ptr %countdown
  %t125 = sub i64 %t124, 1
  store i64 %t125, ptr %countdown
  %t126 = icmp slt i64 %t125, 0
  br i1 %t126, label %poll123, label %go123, !prof !1
poll123:
  %t127 = getelementptr i8, ptr %host, i64 24
  %t128 = load ptr, ptr %t127
  %t129 = call i64 %t128(ptr %host, ptr null, i64 -1)
  %t130 = getelementptr i8, ptr %host, i64 16
  %t131 = load i64, ptr %t130
  store i64 %t131, ptr %countdown
  %t132 = icmp ne i64 %t129, 0
  br i1 %t132, label %fail, label %go123, !prof !1
go123:
  %t133 = load <8 x i1>, ptr %v7.0
  %t134 = load <8 x i1>, ptr %v18.0
  %t135 = xor <8 x i1> %t134, splat (i1 -1)
  %t136 = and <8 x i1> %t133, %t135
  store <8 x i1> %t136, ptr %v19.0
  %t137 = load i64, ptr %v5
  %t138 = load i64, ptr %v4
  %t139 = icmp slt i64 %t137, %t138
  %t140 = load <8 x i1>, ptr %v7.0
  %t141 = bitcast <8 x i1> %t140 to i8
  %t142 = zext i8 %t141 to i32
  %t143 = call i32 @llvm.ctpop.i32(i32 %t142)
  %t144 = zext i32 %t143 to i64
  %t145 = select i1 %t139, i64 8, i64 %t144
  %t146 = load <8 x i1>, ptr %v19.0
  %t147 = bitcast <8 x i1> %t146 to i8
  %t148 = zext i8 %t147 to i32
  %t149 = call i32 @llvm.ctpop.i32(i32 %t148)
  %t150 = zext i32 %t149 to i64
  %t151 = sub i64 %t145, %t150
  store i64 %t151, ptr %v20
  %t152 = load i64, ptr %v17
  %t153 = load i64, ptr %v20
  %t154 = add i64 %t152, %t153
  store i64 %t154, ptr %v17
  %t155 = load i64, ptr %v17
  %t156 = icmp slt i64 %t155, 4
  %t157 = load <8 x i1>, ptr %v19.0
  %t158 = bitcast <8 x i1> %t157 to i8
  %t159 = zext i8 %t158 to i32
  %t160 = call i32 @llvm.ctpop.i32(i32 %t159)
  %t161 = zext i32 %t160 to i64
  %t162 = icmp sgt i64 %t161, 0
  %t163 = and i1 %t156, %t162
  br i1 %t163, label %then164, label %done164, !prof !0
then164:
  br label %next10
next10:
  %t166 = load i64, ptr %countdown
  %t167 = sub i64 %t166, 1
  store i64 %t167, ptr %countdown
  %t168 = icmp slt i64 %t167, 0
  br i1 %t168, label %poll165, label %go165, !prof !1
poll165:
  %t169 = getelementptr i8, ptr %host, i64 24
  %t170 = load ptr, ptr %t169
  %t171 = call i64 %t170(ptr %host, ptr null, i64 -1)
  %t172 = getelementptr i8, ptr %host, i64 16
  %t173 = load i64, ptr %t172
  store i64 %t173, ptr %countdown
  %t174 = icmp ne i64 %t171, 0
  br i1 %t174, label %fail, label %go165, !prof !1
go165:
  %t175 = load <8 x double>, ptr %v14.0
  store <8 x double> %t175, ptr %v21.0
  %t176 = load <8 x i64>, ptr %v15.0
  store <8 x i64> %t176, ptr %v22.0
  store <8 x i1> splat (i1 true), ptr %v23.0
  %t177 = load <8 x double>, ptr %v14.0
  %t178 = fcmp olt <8 x double> %t177, splat (double 0x4010000000000000)
  %t179 = and <8 x i1> %t178, splat (i1 true)
  store <8 x i1> %t179, ptr %v23.0
  %t180 = load <8 x i1>, ptr %v23.0
  %t181 = load i64, ptr %v1
  %t182 = icmp sge i64 %t181, -9223372036854775801
  %t183 = insertelement <8 x i1> poison, i1 %t182, i64 0
  %t184 = shufflevector <8 x i1> %t183, <8 x i1> poison, <8 x i32> zeroinitializer
  %t185 = load <8 x i64>, ptr %v15.0
  %t186 = add i64 %t181, -7
  %t187 = insertelement <8 x i64> poison, i64 %t186, i64 0
  %t188 = shufflevector <8 x i64> %t187, <8 x i64> poison, <8 x i32> zeroinitializer
  %t189 = icmp slt <8 x i64> %t185, %t188
  %t190 = and <8 x i1> %t184, %t189
  %t191 = and <8 x i1> %t180, %t190
  store <8 x i1> %t191, ptr %v23.0
  %t192 = load <8 x double>, ptr %v14.0
  %t193 = fmul <8 x double> %t192, %t192
  %t194 = load <8 x double>, ptr %v13.0
  %t195 = fadd <8 x double> %t193, %t194
  store <8 x double> %t195, ptr %v14.0
  %t196 = load <8 x i64>, ptr %v15.0
  %t197 = add <8 x i64> %t196, splat (i64 1)
  store <8 x i64> %t197, ptr %v15.0
  %t198 = load <8 x i1>, ptr %v23.0
  %t199 = load <8 x double>, ptr %v14.0
  %t200 = fcmp olt <8 x double> %t199, splat (double 0x4010000000000000)
  %t201 = and <8 x i1> %t198, %t200
  store <8 x i1> %t201, ptr %v23.0
  %t202 = load <8 x double>, ptr %v14.0
  %t203 = fmul <8 x double> %t202, %t202
  %t204 = load <8 x double>, ptr %v13.0
  %t205 = fadd <8 x double> %t203, %t204
  store <8 x double> %t205, ptr %v14.0
  %t206 = load <8 x i64>, ptr %v15.0
  %t207 = add <8 x i64> %t206, splat (i64 1)
  store <8 x i64> %t207, ptr %v15.0
  %t208 = load <8 x i1>, ptr %v23.0
  %t209 = load <8 x double>, ptr %v14.0
  %t210 = fcmp olt <8 x double> %t209, splat (double 0x4010000000000000)
  %t211 = and <8 x i1> %t208, %t210
  store <8 x i1> %t211, ptr %v23.0
  %t212 = load <8 x double>, ptr %v14.0
  %t213 = fmul <8 x double> %t212, %t212
  %t214 = load <8 x double>, ptr %v13.0
  %t215 = fadd <8 x double> %t213, %t214
  store <8 x double> %t215, ptr %v14.0
  %t216 = load <8 x i64>, ptr %v15.0
  %t217 = add <8 x i64> %t216, splat (i64 1)
  store <8 x i64> %t217, ptr %v15.0
  %t218 = load <8 x i1>, ptr %v23.0
  %t219 = load <8 x double>, ptr %v14.0
  %t220 = fcmp olt <8 x double> %t219, splat (double 0x4010000000000000)
  %t221 = and <8 x i1> %t218, %t220
  store <8 x i1> %t221, ptr %v23.0
  %t222 = load <8 x double>, ptr %v14.0
  %t223 = fmul <8 x double> %t222, %t222
  %t224 = load <8 x double>, ptr %v13.0
  %t225 = fadd <8 x double> %t223, %t224
  store <8 x double> %t225, ptr %v14.0
  %t226 = load <8 x i64>, ptr %v15.0
  %t227 = add <8 x i64> %t226, splat (i64 1)
  store <8 x i64> %t227, ptr %v15.0
  %t228 = load <8 x i1>, ptr %v23.0
  %t229 = load <8 x double>, ptr %v14.0
  %t230 = fcmp olt <8 x double> %t229, splat (double 0x4010000000000000)
  %t231 = and <8 x i1> %t228, %t230
  store <8 x i1> %t231, ptr %v23.0
  %t232 = load <8 x double>, ptr %v14.0
  %t233 = fmul <8 x double> %t232, %t232
  %t234 = load <8 x double>, ptr %v13.0
  %t235 = fadd <8 x double> %t233, %t234
  store <8 x double> %t235, ptr %v14.0
  %t236 = load <8 x i64>, ptr %v15.0
  %t237 = add <8 x i64> %t236, splat (i64 1)
  store <8 x i64> %t237, ptr %v15.0
  %t238 = load <8 x i1>, ptr %v23.0
  %t239 = load <8 x double>, ptr %v14.0
  %t240 = fcmp olt <8 x double> %t239, splat (double 0x4010000000000000)
  %t241 = and <8 x i1> %t238, %t240
  store <8 x i1> %t241, ptr %v23.0
  %t242 = load <8 x double>, ptr %v14.0
  %t243 = fmul <8 x double> %t242, %t242
  %t244 = load <8 x double>, ptr %v13.0
  %t245 = fadd <8 x double> %t243, %t244
  store <8 x double> %t245, ptr %v14.0
  %t246 = load <8 x i64>, ptr %v15.0
  %t247 = add <8 x i64> %t246, splat (i64 1)
  store <8 x i64> %t247, ptr %v15.0
  %t248 = load <8 x i1>, ptr %v23.0
  %t249 = load <8 x double>, ptr %v14.0
  %t250 = fcmp olt <8 x double> %t249, splat (double 0x4010000000000000)
  %t251 = and <8 x i1> %t248, %t250
  store <8 x i1> %t251, ptr %v23.0
  %t252 = load <8 x double>, ptr %v14.0
  %t253 = fmul <8 x double> %t252, %t252
  %t254 = load <8 x double>, ptr %v13.0
  %t255 = fadd <8 x double> %t253, %t254
  store <8 x double> %t255, ptr %v14.0
  %t256 = load <8 x i64>, ptr %v15.0
  %t257 = add <8 x i64> %t256, splat (i64 1)
  store <8 x i64> %t257, ptr %v15.0
  %t258 = load <8 x i1>, ptr %v23.0
  %t259 = load <8 x double>, ptr %v14.0
  %t260 = fcmp olt <8 x double> %t259, splat (double 0x4010000000000000)
  %t261 = and <8 x i1> %t258, %t260
  store <8 x i1> %t261, ptr %v23.0
  %t262 = load <8 x double>, ptr %v14.0
  %t263 = fmul <8 x double> %t262, %t262
  %t264 = load <8 x double>, ptr %v13.0
  %t265 = fadd <8 x double> %t263, %t264
  store <8 x double> %t265, ptr %v14.0
  %t266 = load <8 x i64>, ptr %v15.0
  %t267 = add <8 x i64> %t266, splat (i64 1)
  store <8 x i64> %t267, ptr %v15.0
  %t268 = load <8 x i1>, ptr %v19.0
  %t269 = load <8 x i1>, ptr %v23.0
  %t270 = xor <8 x i1> %t269, splat (i1 -1)
  %t271 = and <8 x i1> %t268, %t270
  %t272 = bitcast <8 x i1> %t271 to i8
  %t273 = icmp ne i8 %t272, 0
  br i1 %t273, label %then274, label %else274, !prof !1
then274:
  %t275 = load <8 x i1>, ptr %v19.0
  %t276 = load <8 x i1>, ptr %v23.0
  %t277 = and <8 x i1> %t275, %t276
  %t278 = load <8 x double>, ptr %v14.0
  %t279 = load <8 x double>, ptr %v21.0
  %t280 = select <8 x i1> %t277, <8 x double> %t278, <8 x double> %t279
  store <8 x double> %t280, ptr %v14.0
  %t281 = load <8 x i1>, ptr %v19.0
  %t282 = load <8 x i1>, ptr %v23.0
  %t283 = and <8 x i1> %t281, %t282
  %t284 = load <8 x i64>, ptr %v15.0
  %t285 = load <8 x i64>, ptr %v22.0
  %t286 = select <8 x i1> %t283, <8 x i64> %t284, <8 x i64> %t285
  store <8 x i64> %t286, ptr %v15.0
  %t287 = load <8 x i1>, ptr %v18.0
  %t288 = load <8 x i1>, ptr %v19.0
  %t289 = load <8 x i1>, ptr %v23.0
  %t290 = xor <8 x i1> %t289, splat (i1 -1)
  %t291 = and <8 x i1> %t288, %t290
  %t292 = or <8 x i1> %t287, %t291
  store <8 x i1> %t292, ptr %v18.0
  br label %next9
else274:
  %t293 = load <8 x i1>, ptr %v19.0
  %t294 = load <8 x double>, ptr %v14.0
  %t295 = load <8 x double>, ptr %v21.0
  %t296 = select <8 x i1> %t293, <8 x double> %t294, <8 x double> %t295
  store <8 x double> %t296, ptr %v14.0
  %t297 = load <8 x i1>, ptr %v19.0
  %t298 = load <8 x i64>, ptr %v15.0
  %t299 = load <8 x i64>, ptr %v22.0
  %t300 = select <8 x i1> %t297, <8 x i64> %t298, <8 x i64> %t299
  store <8 x i64> %t300, ptr %v15.0
  br label %done274
done274:
  %t301 = load i64, ptr %v17
  %t302 = load i64, ptr %v20
  %t303 = add i64 %t301, %t302
  store i64 %t303, ptr %v17
  %t304 = load i64, ptr %v17
  %t305 = icmp sge i64 %t304, 4
  br i1 %t305, label %then306, label %done306, !prof !1
then306:
  br label %end10
done306:
  br label %next10
end10:
  br label %done164
done164:
  store <8 x i1> splat (i1 false), ptr %v24.0
  %t307 = load <8 x double>, ptr %v14.0
  store <8 x double> %t307, ptr %v25.0
  %t308 = load <8 x i64>, ptr %v15.0
  store <8 x i64> %t308, ptr %v26.0
  %t309 = load <8 x i1>, ptr %v7.0
  %t310 = and <8 x i1> %t309, splat (i1 true)
  store <8 x i1> %t310, ptr %v27.0
  %t311 = load <8 x i1>, ptr %v27.0
  %t312 = load <8 x double>, ptr %v14.0
  %t313 = fcmp olt <8 x double> %t312, splat (double 0x4010000000000000)
  %t314 = and <8 x i1> %t311, %t313
  store <8 x i1> %t314, ptr %v27.0
  %t315 = load <8 x i1>, ptr %v27.0
  %t316 = load i64, ptr %v1
  %t317 = icmp sge i64 %t316, -9223372036854775801
  %t318 = insertelement <8 x i1> poison, i1 %t317, i64 0
  %t319 = shufflevector <8 x i1> %t318, <8 x i1> poison, <8 x i32> zeroinitializer
  %t320 = load <8 x i64>, ptr %v15.0
  %t321 = add i64 %t316, -7
  %t322 = insertelement <8 x i64> poison, i64 %t321, i64 0
  %t323 = shufflevector <8 x i64> %t322, <8 x i64> poison, <8 x i32> zeroinitializer
  %t324 = icmp slt <8 x i64> %t320, %t323
  %t325 = and <8 x i1> %t319, %t324
  %t326 = and <8 x i1> %t315, %t325
  store <8 x i1> %t326, ptr %v27.0
  %t327 = load <8 x double>, ptr %v14.0
  %t328 = fmul <8 x double> %t327, %t327
  %t329 = load <8 x double>, ptr %v13.0
  %t330 = fadd <8 x double> %t328, %t329
  store <8 x double> %t330, ptr %v14.0
  %t331 = load <8 x i64>, ptr %v15.0
  %t332 = add <8 x i64> %t331, splat (i64 1)
  store <8 x i64> %t332, ptr %v15.0
  %t333 = load <8 x i1>, ptr %v7.0
  %t334 = load <8 x i1>, ptr %v27.0
  %t335 = xor <8 x i1> %t334, splat (i1 -1)
  %t336 = and <8 x i1> %t333, %t335
  store <8 x i1> %t336, ptr %v24.0
  %t337 = load <8 x i1>, ptr %v27.0
  %t338 = load <8 x double>, ptr %v14.0
  %t339 = load <8 x double>, ptr %v25.0
  %t340 = select <8 x i1> %t337, <8 x double> %t338, <8 x double> %t339
  store <8 x double> %t340, ptr %v25.0
  %t341 = load <8 x i1>, ptr %v27.0
  %t342 = load <8 x i64>, ptr %v15.0
  %t343 = load <8 x i64>, ptr %v26.0
  %t344 = select <8 x i1> %t341, <8 x i64> %t342, <8 x i64> %t343
  store <8 x i64> %t344, ptr %v26.0
  %t345 = load <8 x i1>, ptr %v27.0
  %t346 = load <8 x double>, ptr %v14.0
  %t347 = fcmp olt <8 x double> %t346, splat (double 0x4010000000000000)
  %t348 = and <8 x i1> %t345, %t347
  store <8 x i1> %t348, ptr %v27.0
  %t349 = load <8 x double>, ptr %v14.0
  %t350 = fmul <8 x double> %t349, %t349
  %t351 = load <8 x double>, ptr %v13.0
  %t352 = fadd <8 x double> %t350, %t351
  store <8 x double> %t352, ptr %v14.0
  %t353 = load <8 x i64>, ptr %v15.0
  %t354 = add <8 x i64> %t353, splat (i64 1)
  store <8 x i64> %t354, ptr %v15.0
  %t355 = load <8 x i1>, ptr %v27.0
  %t356 = load <8 x double>, ptr %v14.0
  %t357 = load <8 x double>, ptr %v25.0
  %t358 = select <8 x i1> %t355, <8 x double> %t356, <8 x double> %t357
  store <8 x double> %t358, ptr %v25.0
  %t359 = load <8 x i1>, ptr %v27.0
  %t360 = load <8 x i64>, ptr %v15.0
  %t361 = load <8 x i64>, ptr %v26.0
  %t362 = select <8 x i1> %t359, <8 x i64> %t360, <8 x i64> %t361
  store <8 x i64> %t362, ptr %v26.0
  %t363 = load <8 x i1>, ptr %v27.0
  %t364 = load <8 x double>, ptr %v14.0
  %t365 = fcmp olt <8 x double> %t364, splat (double 0x4010000000000000)
  %t366 = and <8 x i1> %t363, %t365
  store <8 x i1> %t366, ptr %v27.0
  %t367 = load <8 x double>, ptr %v14.0
  %t368 = fmul <8 x double> %t367, %t367
  %t369 = load <8 x double>, ptr %v13.0
  %t370 = fadd <8 x double> %t368, %t369
  store <8 x double> %t370, ptr %v14.0
  %t371 = load <8 x i64>, ptr %v15.0
  %t372 = add <8 x i64> %t371, splat (i64 1)
  store <8 x i64> %t372, ptr %v15.0
  %t373 = load <8 x i1>, ptr %v27.0
  %t374 = load <8 x double>, ptr %v14.0
  %t375 = load <8 x double>, ptr %v25.0
  %t376 = select <8 x i1> %t373, <8 x double> %t374, <8 x double> %t375
  store <8 x double> %t376, ptr %v25.0
  %t377 = load <8 x i1>, ptr %v27.0
  %t378 = load <8 x i64>, ptr %v15.0
  %t379 = load <8 x i64>, ptr %v26.0
  %t380 = select <8 x i1> %t377, <8 x i64> %t378, <8 x i64> %t379
  store <8 x i64> %t380, ptr %v26.0
  %t381 = load <8 x i1>, ptr %v27.0
  %t382 = load <8 x double>, ptr %v14.0
  %t383 = fcmp olt <8 x double> %t382, splat (double 0x4010000000000000)
  %t384 = and <8 x i1> %t381, %t383
  store <8 x i1> %t384, ptr %v27.0
  %t385 = load <8 x double>, ptr %v14.0
  %t386 = fmul <8 x double> %t385, %t385
  %t387 = load <8 x double>, ptr %v13.0
  %t388 = fadd <8 x double> %t386, %t387
  store <8 x double> %t388, ptr %v14.0
  %t389 = load <8 x i64>, ptr %v15.0
  %t390 = add <8 x i64> %t389, splat (i64 1)
  store <8 x i64> %t390, ptr %v15.0
  %t391 = load <8 x i1>, ptr %v27.0
  %t392 = load <8 x double>, ptr %v14.0
  %t393 = load <8 x double>, ptr %v25.0
  %t394 = select <8 x i1> %t391, <8 x double> %t392, <8 x double> %t393
  store <8 x double> %t394, ptr %v25.0
  %t395 = load <8 x i1>, ptr %v27.0
  %t396 = load <8 x i64>, ptr %v15.0
  %t397 = load <8 x i64>, ptr %v26.0
  %t398 = select <8 x i1> %t395, <8 x i64> %t396, <8 x i64> %t397
  store <8 x i64> %t398, ptr %v26.0
  %t399 = load <8 x i1>, ptr %v27.0
  %t400 = load <8 x double>, ptr %v14.0
  %t401 = fcmp olt <8 x double> %t400, splat (double 0x4010000000000000)
  %t402 = and <8 x i1> %t399, %t401
  store <8 x i1> %t402, ptr %v27.0
  %t403 = load <8 x double>, ptr %v14.0
  %t404 = fmul <8 x double> %t403, %t403
  %t405 = load <8 x double>, ptr %v13.0
  %t406 = fadd <8 x double> %t404, %t405
  store <8 x double> %t406, ptr %v14.0
  %t407 = load <8 x i64>, ptr %v15.0
  %t408 = add <8 x i64> %t407, splat (i64 1)
  store <8 x i64> %t408, ptr %v15.0
  %t409 = load <8 x i1>, ptr %v27.0
  %t410 = load <8 x double>, ptr %v14.0
  %t411 = load <8 x double>, ptr %v25.0
  %t412 = select <8 x i1> %t409, <8 x double> %t410, <8 x double> %t411
  store <8 x double> %t412, ptr %v25.0
  %t413 = load <8 x i1>, ptr %v27.0
  %t414 = load <8 x i64>, ptr %v15.0
  %t415 = load <8 x i64>, ptr %v26.0
  %t416 = select <8 x i1> %t413, <8 x i64> %t414, <8 x i64> %t415
  store <8 x i64> %t416, ptr %v26.0
  %t417 = load <8 x i1>, ptr %v27.0
  %t418 = load <8 x double>, ptr %v14.0
  %t419 = fcmp olt <8 x double> %t418, splat (double 0x4010000000000000)
  %t420 = and <8 x i1> %t417, %t419
  store <8 x i1> %t420, ptr %v27.0
  %t421 = load <8 x double>, ptr %v14.0
  %t422 = fmul <8 x double> %t421, %t421
  %t423 = load <8 x double>, ptr %v13.0
  %t424 = fadd <8 x double> %t422, %t423
  store <8 x double> %t424, ptr %v14.0
  %t425 = load <8 x i64>, ptr %v15.0
  %t426 = add <8 x i64> %t425, splat (i64 1)
  store <8 x i64> %t426, ptr %v15.0
  %t427 = load <8 x i1>, ptr %v27.0
  %t428 = load <8 x double>, ptr %v14.0
  %t429 = load <8 x double>, ptr %v25.0
  %t430 = select <8 x i1> %t427, <8 x double> %t428, <8 x double> %t429
  store <8 x double> %t430, ptr %v25.0
  %t431 = load <8 x i1>, ptr %v27.0
  %t432 = load <8 x i64>, ptr %v15.0
  %t433 = load <8 x i64>, ptr %v26.0
  %t434 = select <8 x i1> %t431, <8 x i64> %t432, <8 x i64> %t433
  store <8 x i64> %t434, ptr %v26.0
  %t435 = load <8 x i1>, ptr %v27.0
  %t436 = load <8 x double>, ptr %v14.0
  %t437 = fcmp olt <8 x double> %t436, splat (double 0x4010000000000000)
  %t438 = and <8 x i1> %t435, %t437
  store <8 x i1> %t438, ptr %v27.0
  %t439 = load <8 x double>, ptr %v14.0
  %t440 = fmul <8 x double> %t439, %t439
  %t441 = load <8 x double>, ptr %v13.0
  %t442 = fadd <8 x double> %t440, %t441
  store <8 x double> %t442, ptr %v14.0
  %t443 = load <8 x i64>, ptr %v15.0
  %t444 = add <8 x i64> %t443, splat (i64 1)
  store <8 x i64> %t444, ptr %v15.0
  %t445 = load <8 x i1>, ptr %v27.0
  %t446 = load <8 x double>, ptr %v14.0
  %t447 = load <8 x double>, ptr %v25.0
  %t448 = select <8 x i1> %t445, <8 x double> %t446, <8 x double> %t447
  store <8 x double> %t448, ptr %v25.0
  %t449 = load <8 x i1>, ptr %v27.0
  %t450 = load <8 x i64>, ptr %v15.0
  %t451 = load <8 x i64>, ptr %v26.0
  %t452 = select <8 x i1> %t449, <8 x i64> %t450, <8 x i64> %t451
  store <8 x i64> %t452, ptr %v26.0
  %t453 = load <8 x i1>, ptr %v27.0
  %t454 = load <8 x double>, ptr %v14.0
  %t455 = fcmp olt <8 x double> %t454, splat (double 0x4010000000000000)
  %t456 = and <8 x i1> %t453, %t455
  store <8 x i1> %t456, ptr %v27.0
  %t457 = load <8 x double>, ptr %v14.0
  %t458 = fmul <8 x double> %t457, %t457
  %t459 = load <8 x double>, ptr %v13.0
  %t460 = fadd <8 x double> %t458, %t459
  store <8 x double> %t460, ptr %v14.0
  %t461 = load <8 x i64>, ptr %v15.0
  %t462 = add <8 x i64> %t461, splat (i64 1)
  store <8 x i64> %t462, ptr %v15.0
  %t463 = load <8 x i1>, ptr %v27.0
  %t464 = load <8 x double>, ptr %v14.0
  %t465 = load <8 x double>, ptr %v25.0
  %t466 = select <8 x i1> %t463, <8 x double> %t464, <8 x double> %t465
  store <8 x double> %t466, ptr %v25.0
  %t467 = load <8 x i1>, ptr %v27.0
  %t468 = load <8 x i64>, ptr %v15.0
  %t469 = load <8 x i64>, ptr %v26.0
  %t470 = select <8 x i1> %t467, <8 x i64> %t468, <8 x i64> %t469
  store <8 x i64> %t470, ptr %v26.0
  %t471 = load <8 x double>, ptr %v25.0
  store <8 x double> %t471, ptr %v14.0
  %t472 = load <8 x i64>, ptr %v26.0
  store <8 x i64> %t472, ptr %v15.0
  store i64 0, ptr %v28
  br label %head11
head11:
  %t473 = load i64, ptr %v28
  %t474 = icmp slt i64 %t473, 8
  br i1 %t474, label %body11, label %end11, !prof !0
body11:
  %t475 = load <8 x i1>, ptr %v7.0
  %t476 = bitcast <8 x i1> %t475 to i8
  %t477 = icmp ne i8 %t476, 0
  %t478 = xor i1 %t477, true
  br i1 %t478, label %then479, label %done479, !prof !1
then479:
  br label %end9
done479:
  %t480 = load <8 x i1>, ptr %v7.0
  %t481 = load <8 x double>, ptr %v14.0
  %t482 = fcmp olt <8 x double> %t481, splat (double 0x4010000000000000)
  %t483 = load <8 x i64>, ptr %v15.0
  %t484 = load i64, ptr %v1
  %t485 = insertelement <8 x i64> poison, i64 %t484, i64 0
  %t486 = shufflevector <8 x i64> %t485, <8 x i64> poison, <8 x i32> zeroinitializer
  %t487 = icmp slt <8 x i64> %t483, %t486
  %t488 = and <8 x i1> %t482, %t487
  %t489 = xor <8 x i1> %t488, splat (i1 -1)
  %t490 = and <8 x i1> %t480, %t489
  store <8 x i1> %t490, ptr %v29.0
  %t491 = load <8 x i1>, ptr %v29.0
  store <8 x i1> %t491, ptr %v30.0
  %t492 = load <8 x i1>, ptr %v29.0
  %t493 = xor <8 x i1> %t492, splat (i1 -1)
  %t494 = and <8 x i1> %t492, %t493
  store <8 x i1> %t494, ptr %v29.0
  %t495 = load <8 x i1>, ptr %v7.0
  %t496 = load <8 x i1>, ptr %v30.0
  %t497 = xor <8 x i1> %t496, splat (i1 -1)
  %t498 = and <8 x i1> %t495, %t497
  store <8 x i1> %t498, ptr %v7.0
  %t499 = load <8 x i1>, ptr %v7.0
  %t500 = load <8 x i1>, ptr %v30.0
  %t501 = xor <8 x i1> %t500, splat (i1 -1)
  %t502 = and <8 x i1> %t499, %t501
  store <8 x i1> %t502, ptr %v7.0
  %t503 = load <8 x double>, ptr %v14.0
  %t504 = fmul <8 x double> %t503, %t503
  %t505 = load <8 x double>, ptr %v13.0
  %t506 = fadd <8 x double> %t504, %t505
  store <8 x double> %t506, ptr %v14.0
  %t507 = load <8 x i1>, ptr %v7.0
  %t508 = load <8 x i64>, ptr %v15.0
  %t509 = add <8 x i64> %t508, splat (i64 1)
  %t510 = select <8 x i1> %t507, <8 x i64> %t509, <8 x i64> %t508
  store <8 x i64> %t510, ptr %v15.0
  %t511 = load <8 x i1>, ptr %v7.0
  %t512 = load <8 x i1>, ptr %v24.0
  %t513 = and <8 x i1> %t511, %t512
  %t514 = bitcast <8 x i1> %t513 to i8
  %t515 = icmp ne i8 %t514, 0
  %t516 = xor i1 %t515, true
  br i1 %t516, label %then517, label %done517, !prof !0
then517:
  br label %end11
done517:
  br label %next11
next11:
  %t518 = load i64, ptr %v28
  %t519 = add nsw i64 %t518, 1
  store i64 %t519, ptr %v28
  br label %head11
end11:
  store <8 x i1> splat (i1 false), ptr %v18.0
  store i64 0, ptr %v17
  %t520 = load i64, ptr %v5
  %t521 = load i64, ptr %v4
  %t522 = icmp slt i64 %t520, %t521
  br i1 %t522, label %then523, label %done523, !prof !0
then523:
  br label %end9
done523:
  br label %next9
end9:
  br label %next8
end8:
  %t524 = load i64, ptr %v4
  ret i64 %t524
fail:
  %t525 = load i64, ptr %exit_id
  switch i64 %t525, label %nowhere [ i64 8, label %exit8 ]
nowhere:
  unreachable
exit8:
  %t526 = load i64, ptr %s3
  ret i64 %t526
}

declare i32 @llvm.ctpop.i32(i32) nounwind
declare <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr>, <8 x i1>, <8 x double>) nounwind
declare void @llvm.masked.scatter.v8i64.v8p0(<8 x i64>, <8 x ptr>, <8 x i1>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
